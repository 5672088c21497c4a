import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withActor } from '../../../db/actor.ts';
import { applicationClock } from '../../../db/queries/application-clock.ts';
import { withdrawNotice } from '../../../db/queries/notices.ts';
import { retrieveResumes } from '../../../db/queries/retrievals.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type Web, webOf } from '../../support/web.ts';
import { fieldsOf, messageAt, words } from '../officer/html.ts';
import { notify } from '../reply/support.ts';
import { handIn, opened, type Person, pdf, person, stored, toReview } from './support.ts';

let s: Scene;
let web: Web;
beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
});
afterAll(() => s.close());

/** Somebody who has applied to a vacancy of her own. */
async function applied(mode: 'open' | 'civilService' = 'open') {
  const no = await vacancyOf(s, { content: { mode } });
  const who = await person(s, web);
  await handIn(web, who, no, await toReview(web, who, no), [{ name: '證書.pdf', bytes: await pdf() }]);
  const [row] = await stored(s, who);
  return { no, who, id: row?.id as string, receipt: row?.no as string };
}
const text = async (who: Person, path: string): Promise<string> => {
  const r = await web.get(path, who.as);
  expect(r.status).toBe(200);
  return words(await r.text());
};
const close = (no: string) =>
  s.admin.updateTable('vacancy').set({ closes_at: new Date() }).where('no', '=', no).execute();

describe('我的應徵', () => {
  it('is empty with a way on, then lists each application with its receipt number', async () => {
    const who = await person(s, web);
    expect(await text(who, '/applicant')).toContain('還沒有應徵紀錄');
    const mine = await applied();
    const list = await text(mine.who, '/applicant');
    for (const part of [mine.receipt, '測試科員', '應徵中', '尚未調閱', '截止']) expect(list).toContain(part);
  });

  it('shows nobody another person’s application, in list or by its address', async () => {
    const mine = await applied();
    const other = await person(s, web);
    expect(await text(other, '/applicant')).not.toContain(mine.receipt);
    const path = `/applicant/applications/${mine.id}`;
    for (const p of [path, `${path}/withdraw`]) expect((await web.get(p, other.as)).status).toBe(404);
    const r = await web.post(`${path}/withdraw`, { _key: crypto.randomUUID() }, other.as);
    expect(r.status).toBe(404);
    expect((await stored(s, mine.who))[0]?.state).toBe('open');
    for (const id of ['x', '%00', crypto.randomUUID(), "'--"])
      expect((await web.get(`/applicant/applications/${id}`, mine.who.as)).status).toBe(404);
    expect((await web.get(path)).status).toBe(303);
    expect((await web.get(path, await web.signIn(s.officer))).status).toBe(303);
  });

  it('tells when and for what the agency looked, and what was notified and replied', async () => {
    const mine = await applied();
    await s.admin
      .updateTable('application')
      .set({ production_state: 'produced' })
      .where('id', '=', mine.id)
      .execute();
    await sql`insert into resume_document (application_id, agency_id, applicant_id, application_version, pages, font_hash, missing_characters, blob_id)
      select application_id, agency_id, applicant_id, 1, 1, 'x', 2, id from blob where application_id = ${mine.id}`.execute(
      s.admin,
    );
    const got = await withActor(s.web, s.officer, (trx) =>
      retrieveResumes(trx, s.keyring, s.officer, {
        ...{ vacancyNo: mine.no, applicationIds: [mine.id], purpose: 'interview', requestId: null },
        scanning: false,
        limits: { perHour: 200, perDay: 600 },
      }),
    );
    expect(got.ok).toBe(true);
    const { token } = await notify(s, {
      vacancyNo: mine.no,
      applicationId: mine.id,
      applicant: mine.who.actor,
    });
    await web.post('/r', { token, reply: 'accepted' });
    const list = await text(mine.who, '/applicant');
    expect(list).toMatch(/機關已調閱 1 次，最近 115\//);
    expect(list).toContain('履歷罕用字 有 2 個罕用字系統字型未收錄');
    const page = await text(mine.who, `/applicant/applications/${mine.id}`);
    for (const part of [
      '機關已調閱',
      '用途：',
      '履歷產製完成，機關可以調閱',
      '機關寄出面試通知',
      '您回覆接受',
      '有 2 個罕用字系統字型未收錄',
    ])
      expect(page).toContain(part);
    expect(page.indexOf('送出應徵')).toBeLessThan(page.indexOf('您回覆接受'));
  });

  it('[R89] [R91] shows the interview notice itself, what to do about it, and the way to answer without the mail', async () => {
    const mine = await applied();
    const invited = { vacancyNo: mine.no, applicationId: mine.id, applicant: mine.who.actor };
    const first = await notify(s, invited);
    const path = `/applicant/applications/${mine.id}`;
    const show = async () => (await web.get(path, mine.who.as)).text();
    expect(await text(mine.who, '/applicant')).toMatch(/面試 請於 115 年 .+ 前回覆/);
    const html = await show();
    for (const part of [
      '115 年 12 月 1 日（二）上午 10:00',
      '10 樓會議室',
      '<b>提早十分鐘</b>報到',
      '王承辦 02-23979298 hr@agency.example',
      '您的回覆 尚未回覆',
      '回覆面試通知',
    ])
      expect(words(html)).toContain(part);
    expect(html).toContain(`href="/r/${first.token}"`);

    await web.post('/r', { token: first.token, reply: 'declined', message: '當天有事' });
    await web.post('/r', { token: first.token, reply: 'accepted', message: '可以調整了' });
    const answered = words(await show());
    expect(answered).toContain('您的回覆 接受（');
    expect(answered).toContain('查看或更改回覆');
    for (const part of ['您回覆婉拒', '當天有事', '您回覆接受', '可以調整了'])
      expect(answered).toContain(part);
    expect(answered.indexOf('當天有事')).toBeLessThan(answered.indexOf('可以調整了'));
    expect(await text(mine.who, '/applicant')).toContain('面試 115 年 12 月 1 日（二）上午 10:00');

    const second = await notify(s, invited, { interviewAt: new Date('2026-12-02T06:30:00Z') });
    const newer = await show();
    expect(newer).toContain(`href="/r/${second.token}"`);
    expect(newer).not.toContain(first.token);
    expect(words(newer)).toContain('115 年 12 月 2 日（三）下午 2:30');
    await withActor(s.web, s.officer, (trx) => withdrawNotice(trx, s.officer, second.noticeId));
    const off = await show();
    expect(off).not.toContain('href="/r/');
    expect(words(off)).toContain('機關寄出面試通知 已撤回');
    expect(words(off)).not.toContain('10 樓會議室');
  });

  it('says that the reply-by time is over, and offers no answer then', async () => {
    const mine = await applied();
    const invited = { vacancyNo: mine.no, applicationId: mine.id, applicant: mine.who.actor };
    const { noticeId } = await notify(s, invited);
    await s.admin
      .updateTable('interview_notice')
      .set({ reply_by: new Date(Date.now() - 1_000) })
      .where('id', '=', noticeId)
      .execute();
    expect(await text(mine.who, '/applicant')).toContain('面試 回覆期限已過，請洽聯絡窗口');
    const html = await (await web.get(`/applicant/applications/${mine.id}`, mine.who.as)).text();
    expect(words(html)).toContain('王承辦');
    expect(html).not.toContain('href="/r/');
  });

  it('keeps a line, without a link, when the personal data was deleted', async () => {
    const mine = await applied();
    await s.admin
      .updateTable('application')
      .set({ state: 'ended', brief_enc: null, record_enc: null, id_index: null })
      .where('id', '=', mine.id)
      .execute();
    const html = await (await web.get('/applicant', mine.who.as)).text();
    expect(words(html)).toContain('保存期間已滿，已刪除');
    expect(html).not.toContain(`/applicant/applications/${mine.id}`);
  });
});

describe('changing before closing', () => {
  it('makes a new version with the same number, to be produced again, and says so', async () => {
    const mine = await applied('civilService');
    await s.admin
      .updateTable('application')
      .set({ production_state: 'produced' })
      .where('id', '=', mine.id)
      .execute();
    const { keepFile: _, ...fields } = await toReview(web, mine.who, mine.no, { name: '改過的名字' });
    expect(fields.change).toEqual(['yes']);
    const r = await handIn(web, mine.who, mine.no, fields);
    expect([r.status, r.headers.get('location')]).toEqual([
      303,
      `/applicant/applications/${mine.id}?receipt=1`,
    ]);
    expect(await stored(s, mine.who)).toMatchObject([
      { id: mine.id, no: mine.receipt, version: 2, production_state: 'pending' },
    ]);
    const said = await text(mine.who, r.headers.get('location') as string);
    expect(said).toContain('第 2 版');
    expect(said).toContain(`應徵編號 ${mine.receipt} 不變`);
    expect(said).toContain('履歷內容 基本資料、學歷 1 筆、經歷及現職 1 筆、簡要自述 12 字');
    expect(said).toMatch(/歷程 .+ 送出應徵 .+ 應徵資料更新為第 2 版/);
    const now = await opened(s, mine.who, mine.id);
    expect(now.record.basic.name).toBe('改過的名字');
    expect(now.files).toEqual([]);
  });

  it('keeps the files handed in before as long as they are ticked, beside new ones', async () => {
    const mine = await applied();
    const first = (await opened(s, mine.who, mine.id)).files.map((f) => f.id);
    const fields = await toReview(web, mine.who, mine.no);
    expect(fields.keepFile).toEqual(first);
    await handIn(web, mine.who, mine.no, fields, [{ name: '成績單.pdf', bytes: await pdf(2) }]);
    const second = (await opened(s, mine.who, mine.id)).files;
    expect(second.map((f) => f.name)).toEqual(['證書.pdf', '成績單.pdf']);
    const blobs = await s.admin
      .selectFrom('attachment')
      .select(['blob_id', 'application_version'])
      .where('application_id', '=', mine.id)
      .orderBy('application_version')
      .orderBy('seq')
      .execute();
    expect(blobs.map((b) => b.application_version)).toEqual([1, 2, 2]);
    expect(blobs[1]?.blob_id).toBe(blobs[0]?.blob_id);

    const { keepFile, ...without } = await toReview(web, mine.who, mine.no);
    expect(keepFile).toHaveLength(2);
    await handIn(web, mine.who, mine.no, { ...without, keepFile: second[1]?.id ?? '' });
    expect((await opened(s, mine.who, mine.id)).files.map((f) => f.name)).toEqual(['成績單.pdf']);
    const { keepFile: last, ...none } = await toReview(web, mine.who, mine.no);
    expect(last).toHaveLength(1);
    await handIn(web, mine.who, mine.no, none);
    expect((await opened(s, mine.who, mine.id)).files).toEqual([]);
  });

  it('counts kept files, and refuses one that another window took away or that is not hers', async () => {
    const mine = await applied();
    const five = Array.from({ length: 5 }, (_, i) => ({ name: `${i}.pdf`, bytes: new Uint8Array() }));
    const fields = await toReview(web, mine.who, mine.no);
    const many = await handIn(web, mine.who, mine.no, fields, five);
    expect(messageAt(await many.text(), 'files')).toContain('目前選了 5 個、保留 1 個');
    const other = await applied();
    const foreign = (await opened(s, other.who, other.id)).files[0]?.id as string;
    const r = await handIn(web, mine.who, mine.no, { ...fields, keepFile: foreign });
    expect(r.status).toBe(422);
    expect(messageAt(await r.text(), 'keepFile')).toContain('已在其他視窗變更');
    expect((await stored(s, mine.who))[0]?.version).toBe(1);
  });

  it('with the same key twice is one version, and is refused after closing', async () => {
    const mine = await applied();
    const fields = await toReview(web, mine.who, mine.no);
    const [a, b] = await Promise.all([1, 2].map(() => handIn(web, mine.who, mine.no, fields)));
    expect([a?.status, b?.status]).toEqual([303, 303]);
    expect((await stored(s, mine.who))[0]?.version).toBe(2);
    const late = await toReview(web, mine.who, mine.no);
    await close(mine.no);
    expect((await handIn(web, mine.who, mine.no, late)).status).toBe(410);
    expect((await stored(s, mine.who))[0]?.version).toBe(2);
    expect(await text(mine.who, `/applicant/applications/${mine.id}`)).not.toContain('修改應徵資料');
  });
});

describe('withdrawing', () => {
  it('asks first, then withdraws once, says so, and lets her apply anew', async () => {
    const mine = await applied();
    const path = `/applicant/applications/${mine.id}/withdraw`;
    const html = await (await web.get(path, mine.who.as)).text();
    expect(words(html)).toContain('不再看到您的應徵資料');
    expect((await stored(s, mine.who))[0]?.state).toBe('open');
    const fields = fieldsOf(html);
    const answers = await Promise.all([1, 2].map(() => web.post(path, fields, mine.who.as)));
    expect(answers.map((r) => r.status)).toEqual([303, 303]);
    expect(await stored(s, mine.who)).toMatchObject([{ state: 'withdrawn', version: 2 }]);
    const page = await text(mine.who, `/applicant/applications/${mine.id}`);
    for (const part of ['已撤回', '您撤回應徵', '證書.pdf', '前可以取回', '取回應徵'])
      expect(page).toContain(part);
    expect((await web.get(path, mine.who.as)).status).toBe(303);
    const again = await handIn(web, mine.who, mine.no, await toReview(web, mine.who, mine.no));
    expect(again.status).toBe(303);
    expect((await stored(s, mine.who)).map((a) => a.state)).toEqual(['withdrawn', 'open']);
    const [first] = await stored(s, mine.who);
    expect(await takeBack(mine.who, first?.id as string)).toContain('您已重新應徵這個職缺');
    expect((await stored(s, mine.who)).map((a) => a.state)).toEqual(['withdrawn', 'open']);
  });

  /** Presses 取回應徵 and answers what the page says then. */
  async function takeBack(who: Person, id: string): Promise<string> {
    const path = `/applicant/applications/${id}`;
    const r = await web.post(`${path}/take-back`, { _key: crypto.randomUUID() }, who.as);
    expect([r.status, r.headers.get('location')]).toEqual([303, path]);
    const flash = r.headers.get('set-cookie')?.split(';')[0] as string;
    const page = await web.get(path, { ...who.as, cookie: `${who.as.cookie}; ${flash}` });
    return words(await page.text());
  }
  const withdraw = async (mine: { who: Person; id: string }) => {
    const path = `/applicant/applications/${mine.id}/withdraw`;
    await web.post(path, fieldsOf(await (await web.get(path, mine.who.as)).text()), mine.who.as);
  };
  const waiting = async (id: string) =>
    (
      await s.admin
        .selectFrom('outbox')
        .select([
          'key',
          sql<number>`round(extract(epoch from available_at - created_at) / 60)::int`.as('minutes'),
        ])
        .where((eb) => eb.or([eb('subject_id', '=', id), eb('key', 'like', `mail:withdrawn:${id}%`)]))
        .orderBy('id')
        .execute()
    ).map((o) => `${o.key.replace(id, 'ID')} ${o.minutes}`);

  it('is offered after closing too, as interviews are held then, and says that nothing takes it back', async () => {
    const mine = await applied();
    await close(mine.no);
    const path = `/applicant/applications/${mine.id}`;
    const html = await (await web.get(path, mine.who.as)).text();
    expect(html).toContain(`href="${path}/withdraw"`);
    expect(html).not.toContain('修改應徵資料');
    const asked = await (await web.get(`${path}/withdraw`, mine.who.as)).text();
    expect(words(asked)).toContain('職缺已截止，撤回後無法取回，也不能重新應徵');
    expect(words(asked)).not.toContain('分鐘內可以取回');
    await web.post(`${path}/withdraw`, fieldsOf(asked), mine.who.as);
    expect((await stored(s, mine.who))[0]?.state).toBe('withdrawn');
    expect(await text(mine.who, path)).not.toContain('取回應徵');
  });

  it('is taken back within ten minutes: the same as handed in, as a new version with its files', async () => {
    const mine = await applied();
    await withdraw(mine);
    expect(await takeBack(mine.who, mine.id)).toContain('已取回應徵');
    expect(await stored(s, mine.who)).toMatchObject([{ id: mine.id, state: 'open', version: 3 }]);
    const now = await opened(s, mine.who, mine.id);
    expect(now.files.map((f) => f.name)).toEqual(['證書.pdf']);
    expect(now.withdrawn_at).toBeNull();
    // the workflow and the mail hear of the withdrawal when it is settled, of its end at once
    expect(await waiting(mine.id)).toEqual([
      'received:ID 0',
      'mail:withdrawn:ID:2 11',
      'application:ID:2 11',
      'application:ID:3 0',
    ]);
    await withdraw(mine);
    expect((await stored(s, mine.who))[0]).toMatchObject({ state: 'withdrawn', version: 4 });
  });

  it('cannot be taken back after ten minutes, after closing, or by another person', async () => {
    const mine = await applied();
    await withdraw(mine);
    const stranger = await person(s, web);
    const foreign = await web.post(
      `/applicant/applications/${mine.id}/take-back`,
      { _key: crypto.randomUUID() },
      stranger.as,
    );
    expect(foreign.status).toBe(404);
    await s.admin
      .updateTable('application')
      .set({ withdrawn_at: sql<Date>`clock_timestamp() - interval '10 minutes'` })
      .where('id', '=', mine.id)
      .execute();
    expect(await text(mine.who, `/applicant/applications/${mine.id}`)).not.toContain('取回應徵');
    expect(await takeBack(mine.who, mine.id)).toContain('無法取回');
    const late = await applied();
    await withdraw(late);
    await close(late.no);
    expect(await takeBack(late.who, late.id)).toContain('無法取回');
    for (const { who } of [mine, late]) expect((await stored(s, who))[0]?.state).toBe('withdrawn');
  });

  it('is to its workflow an open application until it is settled', async () => {
    const mine = await applied();
    await withdraw(mine);
    const seen = () =>
      withActor(s.worker, { kind: 'worker' }, async (trx) => (await applicationClock(trx, mine.id))?.state);
    expect(await seen()).toBe('open');
    await s.admin
      .updateTable('application')
      .set({ withdrawn_at: sql<Date>`clock_timestamp() - interval '11 minutes'` })
      .where('id', '=', mine.id)
      .execute();
    expect(await seen()).toBe('withdrawn');
  });
});
