import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { ownData } from '../../../db/queries/own-data.ts';
import { lettersTo } from '../../../db/queries/screening-letters.ts';
import { addDays, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());
beforeEach(async () => {
  no = await vacancyOf(s);
});

const batch = (): string => `/officer/vacancies/${no}/applicants/screening`;
const of = (id: string): string => `/officer/vacancies/${no}/applicants/${id}/screening`;
const SUPPLEMENT = { outcome: 'supplement', reason: 'proof', text: '內部說明', tell: 'yes' };
const TEXT = '請補送普通考試及格證書影本。';
const page = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const decisions = (id: string) =>
  s.admin.selectFrom('screening').selectAll().where('application_id', '=', id).orderBy('version').execute();
const mails = (id: string) =>
  s.admin
    .selectFrom('mail_delivery')
    .selectAll()
    .where('application_id', '=', id)
    .where('kind', '=', 'screening')
    .orderBy('created_at')
    .execute();
const herself = async (id: string) => {
  const { applicant_id } = await s.admin
    .selectFrom('application')
    .select('applicant_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { kind: 'applicant', applicantId: applicant_id ?? '' } as const;
};
/** From the person's page to the letter. */
async function toLetter(id: string, decision: Record<string, string> = SUPPLEMENT): Promise<string> {
  const html = await page(of(id));
  const form = fieldsOf(html.slice(0, html.indexOf('id="decisions"')));
  const r = await web.post(of(id), { ...form, ...decision }, officer);
  expect(r.status).toBe(200);
  return r.text();
}
const day = (iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { 'handInBy-y': y, 'handInBy-m': m, 'handInBy-d': d };
};

it('[R89] decision and letter are one step: begun for her, previewed, written together, shown to both sides', async () => {
  const id = await apply(s, no, { name: '王小明' });
  const html = await toLetter(id);
  const begun = fieldsOf(html);
  expect(begun.letter?.[0]).toContain('尚需補充（證明文件不齊）');
  expect(html.slice(html.indexOf('id="mail"'))).toContain('王小明，您好');
  expect(begun['handInBy-d']).toEqual([day(addDays(taipeiDay(new Date()), 7))['handInBy-d']]);
  expect(await decisions(id)).toEqual([]);

  const looked = await web.post(of(id), { ...begun, letter: TEXT, do: 'preview' }, officer);
  expect(looked.status).toBe(200);
  const preview = await looked.text();
  expect(words(preview.slice(preview.indexOf('id="mail"')))).toContain(TEXT);
  expect(await decisions(id)).toEqual([]);

  const sent = await web.post(of(id), { ...fieldsOf(preview), do: 'send' }, officer);
  expect(sent.headers.get('location')).toBe(of(id));
  expect(await decisions(id)).toMatchObject([{ outcome: 'supplement', reason: 'proof', latest: true }]);
  const [mail] = await mails(id);
  expect(mail).toMatchObject({ key: `screening:${id}:1`, state: 'created', vacancy_no: no });
  const begins = await s.admin
    .selectFrom('outbox')
    .select('kind')
    .where('target', '=', mail?.id ?? '')
    .execute();
  expect(begins).toEqual([{ kind: 'startMail' }]);

  const there = words(await page(of(id)));
  expect(there).toMatch(/待補件 通知信 \S+ 補件期限/);
  const notices = words(await page(`/officer/vacancies/${no}/applicants/${id}/notice`));
  expect(notices).toContain('寄出補件通知');
  expect(notices).toContain(TEXT);
  const her = await herself(id);
  const own = words(await page(`/applicant/applications/${id}`, await web.signIn(her)));
  expect(own).toContain(`機關的通知 補件通知 審查結果 待補件`);
  expect(own).toContain(TEXT);
  expect(own).toContain('機關寄出補件通知');
  expect(own).not.toMatch(/內部說明|證明文件不齊/);
  const { data } = await withActor(s.web, her, (trx) => ownData(trx, s.keyring, her));
  expect(JSON.stringify(data)).toContain(TEXT);
  const [kept] = await s.admin
    .selectFrom('screening_letter')
    .selectAll()
    .where('application_id', '=', id)
    .execute();
  expect(kept?.letter_enc?.includes(Buffer.from(TEXT))).toBe(false);
  const trail = await s.admin
    .selectFrom('audit_event')
    .select('details')
    .where('subject_id', '=', id)
    .where('act', '=', 'screening.decide')
    .execute();
  expect(trail).toMatchObject([{ details: { outcome: 'supplement', told: true } }]);
  expect(JSON.stringify(trail)).not.toContain(TEXT);
});

it('a letter that cannot go is told at its field; nothing is written and what was typed stays', async () => {
  const id = await apply(s, no);
  const begun = fieldsOf(await toLetter(id));
  const today = taipeiDay(new Date());
  const cases: [change: Record<string, string>, field: string, said: string][] = [
    [{ letter: '' }, 'letter', '請輸入信件內容'],
    [{}, 'letter', '請在「一、」之後寫明'],
    [{ letter: '字'.repeat(2_001) }, 'letter', '最多 2000 字'],
    [{ letter: TEXT, ...day(addDays(today, -1)) }, 'handInBy', '補件期限已過'],
    [{ letter: TEXT, 'handInBy-y': '2026' }, 'handInBy', '民國'],
    [{ letter: TEXT, 'handInBy-y': '', 'handInBy-m': '', 'handInBy-d': '' }, 'handInBy', '補件期限'],
  ];
  for (const [change, field, said] of cases) {
    const r = await web.post(of(id), { ...begun, ...change, do: 'send' }, officer);
    expect(r.status, said).toBe(422);
    const html = await r.text();
    expect(messageAt(html, field), said).toContain(said);
    const back = fieldsOf(html);
    for (const [name, value] of Object.entries(change)) expect(back[name], said).toEqual([value]);
  }
  const none = await web.post(of(id), { ...begun, outcome: 'none', reason: '', text: '' }, officer);
  expect(messageAt(await none.text(), 'tell')).toContain('恢復為未審查時不寄信');
  expect(await decisions(id)).toEqual([]);
  expect(await mails(id)).toEqual([]);
});

it('without the tick nobody is written to; a later decision stops a letter that is not yet sent', async () => {
  const id = await apply(s, no);
  const quiet = await web.post(
    of(id),
    { _key: crypto.randomUUID(), version: '0', ...SUPPLEMENT, tell: '' },
    officer,
  );
  expect(quiet.status).toBe(303);
  expect(await mails(id)).toEqual([]);
  const send = async (decision: Record<string, string>) => {
    const form = fieldsOf(await toLetter(id, decision));
    expect((await web.post(of(id), { ...form, letter: TEXT, do: 'send' }, officer)).status).toBe(303);
  };
  await send(SUPPLEMENT);
  await send({ outcome: 'unqualified', reason: 'late', text: '', tell: 'yes' });
  expect((await mails(id)).map((m) => [m.key.split(':')[2], m.state])).toEqual([
    ['2', 'replaced'],
    ['3', 'created'],
  ]);
});

it('a colleague who was quicker is shown, and the letter is not lost', async () => {
  const id = await apply(s, no);
  const begun = fieldsOf(await toLetter(id));
  await web.post(
    of(id),
    { _key: crypto.randomUUID(), version: '0', outcome: 'qualified', reason: '', text: '' },
    officer,
  );
  const r = await web.post(of(id), { ...begun, letter: TEXT, do: 'send' }, officer);
  expect(r.status).toBe(422);
  const html = await r.text();
  expect(words(html)).toContain('已有同仁儲存審查結果');
  const form = fieldsOf(html.slice(0, html.indexOf('id="decisions"')));
  expect(form).toMatchObject({ version: ['1'], tell: ['yes'], letter: [TEXT] });
  const again = await web.post(of(id), form, officer);
  expect(fieldsOf(await again.text()).letter).toEqual([TEXT]);
  expect(await mails(id)).toEqual([]);
});

it('several people get one letter each, or nobody any', async () => {
  const ids = [await apply(s, no, { name: '甲' }), await apply(s, no, { name: '乙' })];
  const form = { _key: crypto.randomUUID(), who: ids.map((id) => `${id}.0`) };
  const r = await web.post(
    batch(),
    { ...form, outcome: 'unqualified', reason: 'grade', text: '', tell: 'yes' },
    officer,
  );
  const html = await r.text();
  expect(words(html)).toContain('寄給 2 人：甲、乙');
  expect(html).not.toContain('handInBy-y');
  const written = fieldsOf(html);
  expect(written.letter?.[0]).toContain('與本職缺公告之資格條件不符（官等職等不符）');
  const press = () => web.post(batch(), { ...written, do: 'send' }, officer);
  const both = await Promise.all([press(), press()]);
  expect(both.map((one) => one.status)).toEqual([303, 303]);
  for (const id of ids) expect(await mails(id)).toHaveLength(1);

  const third = await apply(s, no, { name: '丙' });
  const stale = fieldsOf(
    await (
      await web.post(
        batch(),
        {
          _key: crypto.randomUUID(),
          who: [`${third}.0`, `${ids[0]}.0`],
          outcome: 'qualified',
          reason: '',
          text: '',
          tell: 'yes',
        },
        officer,
      )
    ).text(),
  );
  expect((await web.post(batch(), { ...stale, do: 'send' }, officer)).status).toBe(422);
  expect(await mails(third)).toEqual([]);
});

it('another agency and another applicant read no letter', async () => {
  const id = await apply(s, no);
  const begun = fieldsOf(await toLetter(id));
  await web.post(of(id), { ...begun, letter: TEXT, do: 'send' }, officer);
  const other = await herself(await apply(s, no));
  for (const actor of [s.stranger, other, s.reviewer, { kind: 'public' } as const])
    expect(await withActor(s.web, actor, (trx) => lettersTo(trx, s.keyring, id))).toEqual([]);
  expect(await withActor(s.web, s.officer, (trx) => lettersTo(trx, s.keyring, id))).toHaveLength(1);
});
