import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, formatRoc, taipeiDay } from '../../../domain/roc-date.ts';
import { type Scene, scene, vacancyOf } from '../../support/scene.ts';
import { type SignedIn, type Web, webOf } from '../../support/web.ts';
import { summary, words } from './html.ts';
import { apply } from './people.ts';

let s: Scene;
let web: Web;
let officer: SignedIn;
const today = taipeiDay(new Date());
const list = async (query = '', as = officer) => {
  const r = await web.get(`/officer/vacancies${query}`, as);
  return { status: r.status, html: await r.text() };
};
/** 職缺編號 of the rows, in order. */
const numbers = (html: string): string[] =>
  [...html.matchAll(/<span class="sq-cell-sub sq-num">(\d{10})<\/span>/g)].map((m) => m[1] as string);

beforeAll(async () => {
  s = await scene();
  web = await webOf(s);
  officer = await web.signIn(s.officer);
});
afterAll(() => s.close());

describe('機關徵才登錄', () => {
  it('[R22] 歷史職缺 without any says so, and does not take the register for empty', async () => {
    await vacancyOf(s);
    const said = words(await (await web.get('/officer/vacancies/past', officer)).text());
    expect(said).toContain('尚無歷史職缺 職缺截止後會列在這裡。');
    expect(said).not.toMatch(/尚未登錄職缺|登錄第一筆|顯示全部/);
    const narrowed = words(await (await web.get('/officer/vacancies/past?f=1&keyword=x', officer)).text());
    expect(narrowed).toMatch(/沒有符合條件的職缺 請移除或放寬查詢條件。 顯示全部歷史職缺/);
  });

  it('[R22, R24] shows the buttons and the 14 columns in order', async () => {
    await vacancyOf(s);
    const { html } = await list();
    const heads = [...html.matchAll(/<th role="columnheader"[^>]*>([\s\S]*?)<\/th>/g)].map((m) =>
      words(m[1] ?? '').replaceAll(' ', ''),
    );
    expect(heads).toEqual(
      '序號,刊登日期,職稱,機關名稱,職系,官職等,工作地點,有效期間,審核結果,修改,刪除,預覽,調閱簡歷,調閱履歷'.split(
        ',',
      ),
    );
    expect(words(html)).toMatch(/新增 歷史職缺/);
  });

  it('[R22] is ordered by its newest, or by what closes next; the address keeps the order', async () => {
    const days = (n: number) => ({ title: '排序列', listedTo: addDays(today, n) });
    const soon = await vacancyOf(s, { content: days(2) });
    const late = await vacancyOf(s, { content: days(30) });
    const title = `keyword=${encodeURIComponent('排序列')}`;
    expect(numbers((await list(`?f=1&${title}`)).html)).toEqual([late, soon]);
    const { html } = await list(`?f=1&${title}&sort=closing`);
    expect(numbers(html)).toEqual([soon, late]);
    expect(words(html)).toContain('排序： 刊登日期（新到舊） ｜ 截止時間（近到遠）');
    expect(html).toMatch(/href="[^"]*tab=listed[^"]*sort=closing/);
  });

  it('[R25] writes dates, periods, series, grades and workplaces as the manual does', async () => {
    const no = await vacancyOf(s, { content: { workplaces: ['10', '20'], title: '格式列' } });
    const { html } = await list(`?f=1&no=${no}`);
    const row = words(html.slice(html.indexOf('<tbody')));
    expect(row).toContain(`${formatRoc(today)} ~`);
    expect(row).toContain('10-臺北市');
    expect(row).toContain('20-基隆市');
    expect(row).toContain('人事行政');
    expect(row).toContain('委任第5職等 或薦任第6職等 至第7職等'.replaceAll(' ', ''));
    expect(row).toContain('行政院人事行政總處');
    expect(row).toContain('刊登中');
    expect(row).toContain('審核通過');
    expect(row).toContain('剩 14 天');
  });

  it('[R23] opens with what is still valid, and shows the past when the condition is dropped', async () => {
    const old = await vacancyOf(s, { content: { title: '過期列' } });
    await s.admin
      .updateTable('vacancy')
      .set({
        listed_from: addDays(today, -20),
        listed_to: addDays(today, -3),
        stage: 'closed',
        closed_at: new Date(),
      })
      .where('no', '=', old)
      .execute();
    expect(numbers((await list()).html)).not.toContain(old);
    expect(words((await list()).html)).toContain('移除條件 迄日仍有效之職缺');
    expect(numbers((await list('?f=1')).html)).toContain(old);
    expect(numbers((await list('?tab=closed')).html)).toEqual([old]);
    const past = await web.get('/officer/vacancies/past', officer);
    expect(numbers(await past.text())).toEqual([old]);
  });

  it('[R23] finds by number, by keyword (臺/台 alike) and by period', async () => {
    const no = await vacancyOf(s, { content: { title: '特別的科員', duties: '臺灣史料整理' } });
    expect(numbers((await list(`?f=1&no=${no}`)).html)).toEqual([no]);
    expect(numbers((await list(`?f=1&keyword=${encodeURIComponent('台灣史料')}`)).html)).toEqual([no]);
    expect(numbers((await list(`?f=1&keyword=${encodeURIComponent('100%')}`)).html)).toEqual([]);
    const far = '?f=1&from-y=200&from-m=1&from-d=1';
    expect(numbers((await list(far)).html)).toEqual([]);
  });

  it('[R23] a day that cannot be read is told at its box and filters nothing', async () => {
    const { status, html } = await list('?f=1&from-y=2026&from-m=1&from-d=1');
    expect(status).toBe(422);
    expect(summary(html)).toContain('西元 2026 年是民國 115 年');
    expect(html).toContain('value="2026"');
    const order = await list('?f=1&from-y=116&from-m=1&from-d=2&to-y=116&to-m=1&to-d=1');
    expect(summary(order.html)).toContain('迄日早於起日');
  });

  it('[R26] pages by 15 and says so', async () => {
    for (let i = 0; i < 16; i++) await vacancyOf(s, { until: 'draft', content: { title: `第${i}筆` } });
    const first = await list('?f=1&tab=draft');
    expect(numbers(first.html)).toHaveLength(15);
    expect(words(first.html)).toContain('目前頁數 1 ／2 每頁筆數 15');
    expect(first.html).toContain('tab=draft&amp;page=2" rel="next"');
    const second = await list('?f=1&tab=draft&page=2');
    expect(numbers(second.html)).toHaveLength(1);
    expect(words(second.html)).toMatch(/16 － 尚未刊登/);
  });

  it('[R27] each row offers what its state allows, and says why where it does not', async () => {
    const draft = await vacancyOf(s, { until: 'draft' });
    const reviewed = await vacancyOf(s, { until: 'inReview' });
    const none = await vacancyOf(s, { content: { mode: 'none' } });
    const row = async (no: string) => (await list(`?f=1&no=${no}`)).html;
    expect(await row(draft)).toContain(`/officer/vacancies/${draft}/delete`);
    expect(await row(draft)).toContain(`/officer/vacancies/${draft}/edit`);
    expect(words(await row(reviewed))).toContain('審核中，不能修改');
    expect(words(await row(none))).toContain('不使用');
    expect(await row(none)).not.toContain(`/officer/vacancies/${none}/applicants`);
  });

  it('counts the applicants so far', async () => {
    const no = await vacancyOf(s);
    await apply(s, no);
    await apply(s, no);
    expect(words((await list(`?f=1&no=${no}`)).html)).toMatch(/應徵 2 人/);
  });

  it('what waits comes first: returned, closing soon', async () => {
    const back = await vacancyOf(s, { until: 'inReview', content: { title: '被退的' } });
    await s.admin
      .updateTable('vacancy')
      .set({
        review_outcome: 'returned',
        return_reasons: JSON.stringify([{ field: 'duties', message: '請補充' }]),
      })
      .where('no', '=', back)
      .execute();
    const soon = await vacancyOf(s, { content: { title: '快截止' } });
    await s.admin
      .updateTable('vacancy')
      .set({ closes_at: new Date(Date.now() + 3_600_000) })
      .where('no', '=', soon)
      .execute();
    const panel = words(
      /<section class="sq-attention"[\s\S]*?<\/section>/.exec((await list()).html)?.[0] ?? '',
    );
    expect(panel).toContain('職缺退回補正 被退的，請修正後重新送審');
    expect(panel).toContain('職缺即將截止 快截止');
  });

  it('another agency’s vacancies are not in it, though anyone may read those listed', async () => {
    const stranger = await web.signIn(s.stranger);
    const { html } = await list('?f=1', stranger);
    expect(numbers(html)).toEqual([]);
    expect(words(html)).toContain('符合條件 0 件');
  });
});
