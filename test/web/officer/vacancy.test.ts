import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { extendListing } from '../../../db/queries/listing-changes.ts';
import { addDays, formatRocSentence, taipeiDay } from '../../../domain/roc-date.ts';
import { rocPartsOf } from '../../../web/components/roc-fields.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, summary, words } from './html.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

const today = taipeiDay(new Date());
const day = (iso: string): Record<string, string> => {
  const { y, m, d } = rocPartsOf(iso);
  return { 'listedTo-y': y, 'listedTo-m': m, 'listedTo-d': d };
};
const key = () => crypto.randomUUID();
const page = async (no: string, part = ''): Promise<string> =>
  (await web.get(`/officer/vacancies/${no}${part}`, officer)).text();
const row = (no: string) =>
  s.admin.selectFrom('vacancy').selectAll().where('no', '=', no).executeTakeFirstOrThrow();
const said = (r: Response): string =>
  Buffer.from(/said=([^;]+)/.exec(r.headers.get('set-cookie') ?? '')?.[1] ?? '', 'base64url').toString();

describe('a vacancy’s page', () => {
  it('shows record, history and acts, and stands without its workflow, saying so', async () => {
    const no = await vacancyOf(s);
    const text = words(await page(no));
    expect(text).toContain('測試科員');
    expect(text).toContain(no);
    expect(text).toContain('流程目前沒有回答');
    expect(text).toContain('開始刊登');
    expect(text).toContain('審核通過');
    for (const act of ['調閱履歷', '修改', '預覽', '延長', '提前截止', '撤回職缺'])
      expect(text).toContain(act);
    expect(text).not.toContain('刪除職缺');
  });

  it('[R28] a return’s reasons lead to their fields', async () => {
    const no = await vacancyOf(s, { until: 'inReview' });
    const reasons = [{ field: 'trainingRange', message: '請縮小訓練區間' }];
    await s.admin
      .updateTable('vacancy')
      .set({ review_outcome: 'returned', return_reasons: JSON.stringify(reasons) })
      .where('no', '=', no)
      .execute();
    const html = await page(no);
    expect(words(html)).toContain('審核退回，請修正以下 1 項');
    expect(words(html)).toContain('訓練日期區間：請縮小訓練區間');
    expect(html).toContain(`href="/officer/vacancies/${no}/edit#trainingFrom"`);
  });

  it('[R27] 預覽 shows the public article of what is recorded', async () => {
    const no = await vacancyOf(s, { until: 'draft', content: { title: '預覽科員' } });
    const text = words(await page(no, '/preview'));
    expect(text).toContain('預覽科員');
    expect(text).toContain('目前未公開刊登');
  });

  it('a foreign or unknown vacancy does not exist, whatever is asked of it', async () => {
    const no = await vacancyOf(s);
    const stranger = await web.signIn(s.stranger);
    for (const part of ['', '/preview', '/process', '/extend', '/end', '/withdraw', '/delete'])
      expect((await web.get(`/officer/vacancies/${no}${part}`, stranger)).status).toBe(404);
    for (const part of ['/extend', '/end', '/withdraw', '/delete']) {
      const fields = { ...day(addDays(today, 30)), reason: 'other', version: '3', _key: key() };
      expect((await web.post(`/officer/vacancies/${no}${part}`, fields, stranger)).status).toBe(404);
    }
    expect((await web.get('/officer/vacancies/1150199999', officer)).status).toBe(404);
    expect((await row(no)).stage).toBe('listed');
  });
});

describe('ending a registration', () => {
  it('[R27] a draft is deleted after a question, and only a draft', async () => {
    const no = await vacancyOf(s, { until: 'draft' });
    const form = await page(no, '/delete');
    expect(words(form)).toContain('無法復原');
    const r = await web.post(`/officer/vacancies/${no}/delete`, fieldsOf(form), officer);
    expect(r.headers.get('location')).toBe('/officer/vacancies');
    expect(await s.admin.selectFrom('vacancy').select('no').where('no', '=', no).execute()).toEqual([]);

    const listed = await vacancyOf(s);
    const led = await web.get(`/officer/vacancies/${listed}/delete`, officer);
    expect(led.headers.get('location')).toBe(`/officer/vacancies/${listed}/withdraw`);
    const refused = await web.post(`/officer/vacancies/${listed}/delete`, { _key: key() }, officer);
    expect(said(refused)).toContain('不能刪除');
    expect((await row(listed)).stage).toBe('listed');
  });

  it('withdrawal asks for its reason, and needs the version that was seen', async () => {
    const no = await vacancyOf(s);
    const form = fieldsOf(await page(no, '/withdraw'));
    const none = await web.post(`/officer/vacancies/${no}/withdraw`, { ...form, reason: '' }, officer);
    expect(none.status).toBe(422);
    expect(messageAt(await none.text(), 'reason')).toContain('請選擇撤回原因');
    const stale = await web.post(
      `/officer/vacancies/${no}/withdraw`,
      { ...form, version: '1', reason: 'other' },
      officer,
    );
    expect(said(stale)).toContain('沒有撤回');
    expect((await row(no)).stage).toBe('listed');
    await web.post(`/officer/vacancies/${no}/withdraw`, { ...form, reason: 'duplicate' }, officer);
    expect(await row(no)).toMatchObject({ stage: 'withdrawn', withdraw_reason: 'duplicate' });
  });

  it('a withdrawal can be taken back for ten minutes: what was listed is listed, what was in review is so again', async () => {
    for (const until of ['listed', 'inReview'] as const) {
      const no = await vacancyOf(s, { until });
      const before = await row(no);
      const form = { ...fieldsOf(await page(no, '/withdraw')), reason: 'duplicate' };
      await web.post(`/officer/vacancies/${no}/withdraw`, form, officer);
      const html = await page(no);
      expect(words(html)).toMatch(/復原撤回 至 \d\d:\d\d 前可復原/);
      const undo = fieldsOf(html);
      const stranger = await web.signIn(s.stranger);
      const foreign = { ...undo, _csrf: stranger.csrf };
      expect((await web.post(`/officer/vacancies/${no}/withdraw/undo`, foreign, stranger)).status).toBe(404);
      const done = await web.post(`/officer/vacancies/${no}/withdraw/undo`, undo, officer);
      expect(said(done)).toContain('已復原撤回');
      const { version } = before;
      const after = await row(no);
      expect(after).toEqual({ ...before, version: version + 2, updated_at: after.updated_at });
      const revision = await s.admin
        .selectFrom('vacancy_revision')
        .select('state')
        .where('vacancy_no', '=', no)
        .executeTakeFirstOrThrow();
      expect(revision.state).toBe(until === 'listed' ? 'approved' : 'open');
      const word = await s.admin.selectFrom('outbox').select('key').where('target', '=', no).execute();
      expect(word.map((one) => one.key)).toContain(`changed:${no}:${version + 2}`);
    }
  });

  it('after ten minutes, or when the clock withdrew it, a withdrawal stays', async () => {
    const no = await vacancyOf(s);
    const form = { ...fieldsOf(await page(no, '/withdraw')), reason: 'duplicate' };
    await web.post(`/officer/vacancies/${no}/withdraw`, form, officer);
    const undo = fieldsOf(await page(no));
    for (const change of [
      { withdrawn_at: new Date(Date.now() - 601_000) },
      { withdrawn_at: new Date(), withdrawn_from: null },
    ]) {
      await s.admin.updateTable('vacancy').set(change).where('no', '=', no).execute();
      expect(words(await page(no))).not.toContain('復原撤回');
      const late = await web.post(
        `/officer/vacancies/${no}/withdraw/undo`,
        { ...undo, _key: key() },
        officer,
      );
      expect(said(late)).toContain('沒有復原');
      expect((await row(no)).stage).toBe('withdrawn');
    }
  });
});

describe('延長 and 提前截止', () => {
  const wrong: [string, Record<string, string>, string, string][] = [
    ['no day', {}, 'listedTo-group', '請輸入新的迄日'],
    ['a day that is not later', day(today), 'listedTo-group', '新的迄日須晚於目前的迄日'],
    ['over ten years', day('2099-01-01'), 'listedTo-group', '上網有效期間最長 10 年'],
    [
      'a Gregorian year',
      { 'listedTo-y': '2030', 'listedTo-m': '1', 'listedTo-d': '1' },
      'listedTo-group',
      '西元 2030 年是民國 119 年',
    ],
    ['no reason', { ...day(addDays(today, 30)), reason: '' }, 'reason', '請選擇延長原因'],
  ];
  it.each(wrong)('%s is refused at its place', async (_, change, field, message) => {
    const no = await vacancyOf(s);
    const fields = { reason: 'outage', ...change, _key: key() };
    const r = await web.post(`/officer/vacancies/${no}/extend`, fields, officer);
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), field.replace('-group', ''))).toContain(message);
    expect((await row(no)).version).toBe(3);
  });

  it('with Temporal away nothing is changed, and the form says so with everything in it', async () => {
    const no = await vacancyOf(s);
    const wish = day(addDays(today, 30));
    const r = await web.post(
      `/officer/vacancies/${no}/extend`,
      { ...wish, reason: 'outage', _key: key() },
      officer,
    );
    expect(r.status).toBe(422);
    const html = await r.text();
    expect(summary(html)).toContain('沒有變更任何資料');
    expect(fieldsOf(html)['listedTo-d']).toEqual([wish['listedTo-d']]);
    expect((await row(no)).version).toBe(3);
  });

  it('what is not listed is refused by the record, before any workflow is asked', async () => {
    const no = await vacancyOf(s);
    await s.admin
      .updateTable('vacancy')
      .set({ closes_at: new Date(0) })
      .where('no', '=', no)
      .execute();
    for (const part of ['extend', 'end']) {
      const fields = { ...day(addDays(today, 30)), reason: 'other', _key: key() };
      const r = await web.post(`/officer/vacancies/${no}/${part}`, fields, officer);
      expect(said(r)).toContain('不在刊登中');
    }
  });

  it('an answer that was late is found by the form’s key; until then the page asks again', async () => {
    const no = await vacancyOf(s);
    const formKey = key();
    const ask = () => web.get(`/officer/vacancies/${no}/extend?key=${formKey}`, officer);
    const pending = await ask();
    expect(pending.status).toBe(202);
    const html = await pending.text();
    expect(words(html)).toContain('尚未得知結果');
    expect(html).toContain('hx-trigger="every 3s"');

    const listedTo = addDays(today, 30);
    const order = { vacancyNo: no, key: formKey, accountId: s.officer.accountId, listedTo, reason: 'outage' };
    await withActor(s.worker, { kind: 'worker' }, (trx) => extendListing(trx, order));
    const known = await ask();
    expect(known.headers.get('location')).toBe(`/officer/vacancies/${no}`);
    expect(said(known)).toContain(`已延長刊登，截止時間為 ${formatRocSentence(listedTo)}24:00`);
    // pressed again with the same key: the same answer, no second extension
    const again = await web.post(
      `/officer/vacancies/${no}/extend`,
      { ...day(addDays(today, 40)), reason: 'outage', _key: formKey },
      officer,
    );
    expect(said(again)).toContain('已延長刊登');
    // … also word for word, when the day asked for is the present one by now
    const same = await web.post(
      `/officer/vacancies/${no}/extend`,
      { ...day(listedTo), reason: 'outage', _key: formKey },
      officer,
    );
    expect(said(same)).toContain('已延長刊登');
    expect((await row(no)).listed_to).toBe(listedTo);
  });
});
