import { type Kysely, sql } from 'kysely';

/**
 * The days off of two years, weekends aside.
 * 115 (2026): 中華民國115年政府行政機關辦公日曆表, 行政院 114-06-13 院授人培字第11430248312號函.
 * 116 (2027): computed, and marked so, from 紀念日及節日實施條例 and point 3 of 政府機關配合紀念日與節日補假及調整放假處理要點
 * (a Saturday is made up for on the working day before, a Sunday on the one after), until its calendar is entered.
 */
const OFFICIAL = '行政院114年6月13日院授人培字第11430248312號函';
const RULE = '依紀念日及節日實施條例推算';

const Y115 = `
2026-01-01 開國紀念日
2026-02-15 農曆除夕前一日
2026-02-16 農曆除夕
2026-02-17 春節
2026-02-18 春節
2026-02-19 春節
2026-02-20 補假
2026-02-27 補假
2026-02-28 和平紀念日
2026-04-03 補假
2026-04-04 兒童節
2026-04-05 清明節
2026-04-06 補假
2026-05-01 勞動節
2026-06-19 端午節
2026-09-25 中秋節
2026-09-28 孔子誕辰紀念日
2026-10-09 補假
2026-10-10 國慶日
2026-10-25 臺灣光復暨金門古寧頭大捷紀念日
2026-10-26 補假
2026-12-25 行憲紀念日`;

const Y116 = `
2027-01-01 開國紀念日
2027-02-04 農曆除夕前一日
2027-02-05 農曆除夕
2027-02-06 春節
2027-02-07 春節
2027-02-08 春節
2027-02-09 補假
2027-02-10 補假
2027-02-28 和平紀念日
2027-03-01 補假
2027-04-04 兒童節
2027-04-05 清明節
2027-04-06 補假
2027-04-30 補假
2027-05-01 勞動節
2027-06-09 端午節
2027-09-15 中秋節
2027-09-28 孔子誕辰紀念日
2027-10-10 國慶日
2027-10-11 補假
2027-10-25 臺灣光復暨金門古寧頭大捷紀念日
2027-12-24 補假
2027-12-25 行憲紀念日
2027-12-31 補假`;

const rows = (text: string, source: string, computed: boolean) =>
  text
    .trim()
    .split('\n')
    .map((line) => ({ day: line.slice(0, 10), name: line.slice(11), source, computed }));

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table holiday
  add column source text not null default '',
  add column computed boolean not null default false`.execute(db);
  const all = JSON.stringify([...rows(Y115, OFFICIAL, false), ...rows(Y116, RULE, true)]);
  await sql`
insert into holiday (day, name, source, computed)
  select day, name, source, computed
  from jsonb_to_recordset(${all}::jsonb) as h (day date, name text, source text, computed boolean)
on conflict (day) do nothing`.execute(db);
}
