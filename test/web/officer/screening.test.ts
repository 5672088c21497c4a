import { readXlsx } from 'hucre';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { postgresBlobs } from '../../../db/blob-store.ts';
import { purgeApplications } from '../../../db/queries/archive.ts';
import { colleagueOf, type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
let colleague: SignedIn;
let stranger: SignedIn;
let no = '';
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
  stranger = await web.signIn(s.stranger);
  colleague = await web.signIn(await colleagueOf(s, 'colleague', '測試同仁'));
});
afterAll(() => s.close());
beforeEach(async () => {
  no = await vacancyOf(s);
});

const key = () => crypto.randomUUID();
const list = () => `/officer/vacancies/${no}/applicants`;
const of = (id: string) => `${list()}/${id}/screening`;
const read = async (path: string, as = officer): Promise<string> => (await web.get(path, as)).text();
const decide = (id: string, fields: Record<string, string>, as = officer) =>
  web.post(of(id), { _key: key(), version: '0', reason: '', text: '', ...fields }, as);
const decisions = (id: string) =>
  s.admin.selectFrom('screening').selectAll().where('application_id', '=', id).orderBy('version').execute();
const events = (subject: string) =>
  s.admin.selectFrom('audit_event').selectAll().where('subject_id', '=', subject).orderBy('id').execute();
const names = (html: string): string[] =>
  [...html.matchAll(/class="sq-cell-main"[^>]*>([^<]*)</g)].map((m) => m[1] ?? '');

describe('資格審查 of one person', () => {
  it('is kept encrypted with who and when, shown in the list, and never changed, only followed', async () => {
    const id = await apply(s, no, { name: '甲' });
    const first = await decide(id, { outcome: 'supplement', reason: 'proof', text: '缺考試及格證書' });
    expect(first.status).toBe(303);
    const again = await decide(
      id,
      { version: '1', outcome: 'unqualified', reason: 'late', text: '逾期' },
      colleague,
    );
    expect(again.status).toBe(303);

    const rows = await decisions(id);
    expect(rows).toMatchObject([
      { version: 1, latest: false, outcome: 'supplement', reason: 'proof' },
      { version: 2, latest: true, outcome: 'unqualified', reason: 'late' },
    ]);
    expect(rows[0]?.text_enc?.includes(Buffer.from('缺考試及格證書'))).toBe(false);
    const page = words(await read(of(id)));
    for (const part of [
      '測試officer 待補件 證明文件不齊（缺考試及格證書）',
      '測試同仁 不合格 逾期未補件（逾期）',
    ])
      expect(page).toContain(part);
    expect(words(await read(list()))).toMatch(/甲 不合格/);
    const acts = (await events(id)).filter((e) => e.act === 'screening.decide');
    expect(acts.map((e) => e.details)).toMatchObject([
      { outcome: 'supplement', version: 1 },
      { outcome: 'unqualified', version: 2 },
    ]);
    expect(JSON.stringify(acts)).not.toContain('缺考試及格證書');
  });

  it('[R57] shows the declaration that is to be checked, and not what she needs for the interview', async () => {
    const declaration = { posts: ['測試機關 科員'], basis: '公務人員考試及格' };
    const id = await apply(s, no, { name: '甲', particulars: { declaration, adjustments: '手語翻譯' } });
    const page = words(await read(of(id)));
    for (const part of ['任用資格聲明', '測試機關 科員', '公務人員考試及格', '由機關查驗'])
      expect(page).toContain(part);
    expect(page).not.toContain('手語翻譯');
    expect(words(await read(of(await apply(s, no, { name: '乙' }))))).not.toContain('任用資格聲明');
  });

  it('refuses a decision without its reason, keeps what was typed and writes nothing', async () => {
    const id = await apply(s, no);
    const r = await decide(id, { outcome: 'unqualified', text: '說明保留' });
    const html = await r.text();
    expect(r.status).toBe(422);
    expect(messageAt(html, 'reason')).toBe('錯誤：請選擇不合格的原因');
    expect(summary(html)).toContain('請選擇不合格的原因');
    expect(html).toContain('說明保留</textarea>');
    expect(await decisions(id)).toEqual([]);
  });

  it('a form that a colleague overtook is told, shows both, and may be saved then', async () => {
    const id = await apply(s, no);
    await decide(id, { outcome: 'qualified' }, colleague);
    const r = await decide(id, { outcome: 'unqualified', reason: 'grade' });
    const html = await r.text();
    expect(r.status).toBe(422);
    expect(summary(html)).toContain('已有同仁儲存審查結果');
    expect(words(html)).toContain('測試同仁 合格');
    const form = { ...fieldsOf(html.slice(0, html.indexOf('id="decisions"'))) };
    expect(form).toMatchObject({ outcome: ['unqualified'], reason: ['grade'], version: ['1'] });
    expect((await web.post(of(id), form, officer)).status).toBe(303);
    expect((await decisions(id)).map((d) => d.outcome)).toEqual(['qualified', 'unqualified']);
  });

  it('pressed twice is one decision; another agency and the applicant see nothing of it', async () => {
    const id = await apply(s, no);
    const form = { _key: key(), version: '0', outcome: 'qualified', reason: '', text: '' };
    const both = await Promise.all([web.post(of(id), form, officer), web.post(of(id), form, officer)]);
    expect(both.map((r) => r.status)).toEqual([303, 303]);
    expect(await decisions(id)).toHaveLength(1);
    expect((await web.get(of(id), stranger)).status).toBe(404);
    await decide(id, { version: '1', outcome: 'unqualified', reason: 'grade' }, stranger);
    expect(await decisions(id)).toHaveLength(1);
    const { applicant_id } = await s.admin
      .selectFrom('application')
      .select('applicant_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const herself = { kind: 'applicant', applicantId: applicant_id ?? '' } as const;
    const seen = await withActor(s.web, herself, async (trx) => [
      ...(await trx.selectFrom('screening').selectAll().execute()),
      ...(await trx.selectFrom('application_note').selectAll().execute()),
    ]);
    expect(seen).toEqual([]);
    const own = words(await read(`/applicant/applications/${id}`, await web.signIn(herself)));
    expect(own).not.toMatch(/合格|資格審查|備註/);
  });

  it.each(['not-an-id', '------------------------------------'])(
    'an address that holds no id (%s) is no page',
    async (id) => {
      expect((await web.get(of(id), officer)).status).toBe(404);
      expect((await decide(id, { outcome: 'qualified' })).status).toBe(303);
    },
  );
});

describe('資格審查 in the list and for several people', () => {
  it('counts in the tabs, narrows, and orders by what still needs work', async () => {
    const [, b, c] = [
      await apply(s, no, { name: '甲' }),
      await apply(s, no, { name: '乙' }),
      await apply(s, no, { name: '丙' }),
    ];
    await decide(b, { outcome: 'qualified' });
    await decide(c, { outcome: 'supplement', reason: 'proof' });
    const html = await read(list());
    const tabs = words(/<nav class="sq-tabs"[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '');
    expect(tabs.replaceAll(' ', '')).toBe('全部3人未審查1人待補件1人合格1人不合格0人');
    expect(names(html)).toEqual(['甲', '乙', '丙']);
    expect(names(await read(`${list()}?screening=none`))).toEqual(['甲']);
    expect(names(await read(`${list()}?screening=qualified`))).toEqual(['乙']);
    expect(names(await read(`${list()}?sort=screening`))).toEqual(['甲', '丙', '乙']);
    expect(words(await read(`${list()}?screening=unqualified`))).toContain('沒有「不合格」的應徵者');
  });

  it('decides for those ticked once she confirmed, all or none', async () => {
    const ids = [await apply(s, no, { name: '甲' }), await apply(s, no, { name: '乙' })];
    await apply(s, no, { name: '丙' });
    const path = `${list()}/screening`;
    const fields = { outcome: 'unqualified', reason: 'series', text: '' };
    const none = await web.post(path, { _key: key(), ...fields }, officer);
    expect(none.status).toBe(422);
    expect(summary(await none.text())).toContain('請先勾選要審查的應徵者');

    const who = ids.map((id) => `${id}.0`);
    const asked = await web.post(path, { _key: key(), ...fields, who }, officer);
    const confirm = await asked.text();
    expect(asked.status).toBe(200);
    expect(words(confirm)).toContain('將 2 人審查為「不合格」');
    expect(words(confirm)).toContain('甲、乙');
    expect((await Promise.all(ids.map(decisions))).flat()).toEqual([]);

    // a colleague decides about one of them between
    await decide(ids[1] as string, { outcome: 'qualified' }, colleague);
    const overtaken = await web.post(path, fieldsOf(confirm), officer);
    expect(overtaken.status).toBe(422);
    expect(summary(await overtaken.text())).toContain('其間已有同仁審查');
    expect(await decisions(ids[0] as string)).toEqual([]);

    const now = [`${ids[0]}.0`, `${ids[1]}.1`];
    const page = await web.post(path, { _key: key(), ...fields, who: now }, officer);
    expect((await web.post(path, fieldsOf(await page.text()), officer)).status).toBe(303);
    expect((await Promise.all(ids.map(decisions))).flat().filter((d) => d.latest)).toMatchObject([
      { outcome: 'unqualified', reason: 'series' },
      { outcome: 'unqualified', reason: 'series' },
    ]);
  });
});

describe('備註', () => {
  it('is read by the agency, deleted by who wrote it after a confirmation, and audited without its words', async () => {
    const id = await apply(s, no);
    const notes = `${list()}/${id}/notes`;
    expect((await web.post(notes, { _key: key(), note: '' }, officer)).status).toBe(422);
    expect((await web.post(notes, { _key: key(), note: '曾任本機關約僱人員' }, officer)).status).toBe(303);
    const note = await s.admin
      .selectFrom('application_note')
      .selectAll()
      .where('application_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(note.body_enc.includes(Buffer.from('曾任本機關約僱人員'))).toBe(false);
    const seen = await read(of(id), colleague);
    expect(words(seen)).toContain('曾任本機關約僱人員');
    expect(seen).not.toContain('刪除這則備註');

    const gone = `${notes}/${note.id}/delete`;
    expect((await web.get(gone, colleague)).status).toBe(404);
    await web.post(gone, { _key: key() }, colleague);
    expect(words(await read(of(id)))).toContain('曾任本機關約僱人員');
    const confirm = await read(gone);
    expect(words(confirm)).toContain('刪除後無法復原');
    expect((await web.post(gone, fieldsOf(confirm), officer)).status).toBe(303);
    expect(words(await read(of(id)))).not.toContain('曾任本機關約僱人員');
    const acts = (await events(id)).filter((e) => e.act.startsWith('note.'));
    expect(acts.map((e) => e.act)).toEqual(['note.add', 'note.delete']);
    expect(JSON.stringify(acts)).not.toContain('約僱');
  });
});

describe('the contact sheet', () => {
  it('[R80, R81] holds decisions and notes only when chosen, and the export says so', async () => {
    const id = await apply(s, no, { name: '甲' });
    await decide(id, { outcome: 'unqualified', reason: 'series' });
    await web.post(`${list()}/${id}/notes`, { _key: key(), note: '=1+1' }, officer);
    const sheet = async (include: string[]): Promise<string[][]> => {
      const r = await web.post(`${list()}/contacts`, { _key: key(), fileType: 'xlsx', include }, officer);
      const book = await readXlsx(new Uint8Array(await r.arrayBuffer()));
      return (book.sheets[0]?.rows ?? []).slice(1).map((row) => row.map(String));
    };
    const [heads] = await sheet([]);
    expect(heads?.at(-1)).toBe('面試回覆狀態');
    const [more, row] = await sheet(['screening', 'notes']);
    expect(more?.slice(-3)).toEqual(['資格審查', '審查原因', '備註']);
    expect(row?.slice(-3)).toEqual(['不合格', '職系不符', '=1+1']);
    const exported = (await events(no)).filter((e) => e.act === 'contacts.export');
    expect(exported.map((e) => e.details)).toMatchObject([
      { screening: false, notes: false },
      { screening: true, notes: true },
    ]);
  });
});

describe('the archive (rule 9)', () => {
  it('takes the words of decisions and every note; that something was decided stays', async () => {
    const id = await apply(s, no);
    await decide(id, { outcome: 'qualified', text: '證書齊全' });
    await web.post(`${list()}/${id}/notes`, { _key: key(), note: '備註' }, officer);
    await withActor(s.worker, { kind: 'worker' }, (trx) => purgeApplications(trx, postgresBlobs, no, 10));
    expect(await decisions(id)).toMatchObject([{ outcome: 'qualified', text_enc: null }]);
    const notes = await s.admin
      .selectFrom('application_note')
      .where('application_id', '=', id)
      .selectAll()
      .execute();
    expect(notes).toEqual([]);
  });
});

it('[R73] leads from one person to the next of the list she was reached from, also after a decision', async () => {
  const ids: string[] = [];
  for (const name of ['甲', '乙', '丙', '丁']) ids.push(await apply(s, no, { name }));
  const [a, b, c, d] = ids as [string, string, string, string];
  await decide(b, { outcome: 'qualified' });
  const place = async (path: string) => {
    const html = await read(path);
    const nav = /<nav aria-label="前後應徵者">[\s\S]*?<\/nav>/.exec(html)?.[0] ?? '';
    return { to: [...nav.matchAll(/href="([^"]*)"/g)].map((m) => m[1]), said: words(nav).trim() };
  };
  expect(await place(of(a))).toEqual({ to: [of(b)], said: '下一位 名單第 1 位，共 4 位' });
  expect((await place(of(c))).to).toEqual([of(b), of(d)]);
  // within those not yet decided about, the second is passed over
  const narrowed = (id: string) => `${of(id)}?screening=none`;
  expect(await read(`${list()}/screening?screening=none`)).toContain(`href="${narrowed(a)}"`);
  expect((await place(narrowed(a))).to).toEqual([narrowed(c)]);
  const form = { _key: key(), version: '0', outcome: 'qualified', reason: '', text: '' };
  const saved = await web.post(narrowed(a), form, officer);
  expect(saved.headers.get('location')).toBe(narrowed(a));
  expect(await place(narrowed(a))).toEqual({
    to: [narrowed(c)],
    said: '下一位 「未審查」名單第 1 位，共 3 位',
  });
  expect((await place(`${of(c)}?sort=screening`)).to).toEqual([`${of(d)}?sort=screening`]);
});
