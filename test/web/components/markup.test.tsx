import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRocParts } from '../../../domain/roc-date.ts';
import {
  MAIL_STATES,
  PRODUCTION_STATES,
  REPLY_STATUSES,
  REVIEW_OUTCOMES,
  STAGES,
} from '../../../domain/status.ts';
import {
  commas,
  ErrorSummary,
  html,
  Layout,
  MailTag,
  type MenuKey,
  Pager,
  ProductionTag,
  ReplyTag,
  ReviewTag,
  RocDate,
  readRocParts,
  rocPartsOf,
  Select,
  SideMenu,
  StageTag,
  TextArea,
  TextInput,
  Timeline,
  type View,
} from '../../../web/components/index.ts';
import type { ActorKind } from '../../../web/view.ts';
import { officer, visitor } from './gallery/context.ts';
import { PROBLEMS } from './gallery/form-scene.tsx';
import { SCENES } from './gallery/scenes.tsx';

const assets = { css: '/assets/app-1.css', js: '/assets/app-1.js' };
const all = Object.entries(SCENES).map(([name, scene]) => ({ name, text: html(scene(assets)) }));
const sceneText = (name: string): string => all.find((one) => one.name === name)?.text ?? '';
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((m) => m[1] ?? '');
const menu = (role: ActorKind, counts?: Partial<Record<MenuKey, number>>): View => SideMenu({ role, counts });
const words = (text: string): string => text.replace(/<[^>]*>/g, '').replace(/\s+/g, '');

describe('every page', () => {
  it.each(all)('$name: doctype, language, one h1, skip link to main', ({ text }) => {
    expect(text).toMatch(/^<!doctype html><html lang="zh-Hant-TW">/);
    expect(matches(text, /<(h1)[ >]/g)).toHaveLength(1);
    expect(text).toContain('href="#main"');
    expect(matches(text, /<main[^>]*id="(main)"/g)).toHaveLength(1);
  });

  it.each(all)('$name: ids are unique; labels, descriptions and local links reach one', ({ text }) => {
    const ids = matches(text, / id="([^"]+)"/g);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const wanted = [
      ...matches(text, / for="([^"]+)"/g),
      ...matches(text, / aria-(?:describedby|labelledby)="([^"]+)"/g).flatMap((list) => list.split(' ')),
      ...(text.includes('error-summary') ? matches(text, /<li><a href="#([^"]+)"/g) : []),
    ];
    expect(wanted.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it.each(all)('$name: nothing the content policy blocks', ({ text }) => {
    expect(text).not.toMatch(/ style="| on[a-z]+="| hx-on|<script(?![^>]* src=)|javascript:|hx-vals="js:/);
  });

  it.each(all)('$name: every POST form carries the token', ({ text }) => {
    const forms = text.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g) ?? [];
    expect(forms.filter((form) => !form.includes('name="_csrf"'))).toEqual([]);
  });
});

describe('header and menu', () => {
  it('[R2] before signing in: three counters and the ROC day', () => {
    const text = words(html(<Layout ctx={visitor(assets)} title="職缺" />));
    expect(text).toContain('目前線上人數466今日總計人數41,395累積上線人數71,336,842民國115年11月24日');
    expect(text).not.toContain('登入時間');
  });

  it('[R3] after signing in: last and present sign-in, 個人資料', () => {
    const text = words(html(<Layout ctx={officer(assets)} title="職缺" />));
    expect(text).toContain('上次登入時間11/2314:24本次登入時間11/2408:52民國115年11月24日');
    expect(text).toContain('個人資料');
  });

  it('[R3] the first sign-in has no last one and says so', () => {
    const ctx = officer(assets);
    const text = words(
      html(<Layout ctx={{ ...ctx, actor: { ...ctx.actor, lastSignInAt: null } }} title="職缺" />),
    );
    expect(text).toContain('上次登入時間首次登入');
  });

  it('[R9] the sign-in way stands beside the place', () => {
    expect(words(sceneText('applicants'))).toContain('使用者目前登入的方式：自然人憑證登入');
  });

  it('[R11][R12][R13][R14][R15][R16][R17][R18][R19][R20] the entries in the order of the 109 screens', () => {
    const text = words(String(menu('officer')));
    const order = [
      '查詢職缺資料',
      '機關徵才登錄',
      '機關徵才匯入',
      '電子報訂閱',
      '電子報取消',
      '職缺OpenData',
      '查詢回覆紀錄',
      '求職SOP',
      '公務人員履歷空白表格下載',
      '我要應徵',
    ];
    const at = order.map((entry) => text.indexOf(entry));
    expect(at.every((place) => place >= 0)).toBe(true);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  it('[R21] 切換至後臺 only for whom there is a back stage', () => {
    expect(String(menu('officer'))).not.toContain('切換至後臺');
    expect(String(menu('agencyAdmin'))).toContain('切換至後臺');
    expect(String(menu('auditor'))).not.toContain('職缺審核');
  });

  it('a count of nothing is not shown', () => {
    expect(String(menu('officer', { register: 0 }))).not.toContain('件待處理');
  });
});

describe('problems', () => {
  it('the title says 錯誤 first, and the words at the field are those of the summary', () => {
    const text = sceneText('form');
    expect(text).toContain('<title>錯誤：職缺資料登錄－事求人機關徵才系統</title>');
    for (const problem of PROBLEMS) {
      expect(text.split(`錯誤：${problem.message}`)).toHaveLength(3);
      expect(text).toContain(`id="${problem.field}"`);
    }
  });

  it('no problems, no summary', () => {
    expect(String(<ErrorSummary problems={[]} />)).toBe('');
  });

  it('one message of a field about a whole page needs no link', () => {
    expect(String(<ErrorSummary problems={[{ field: '', message: '請再試一次' }]} />)).not.toContain('<a ');
  });
});

describe('controls', () => {
  const hostile = '"><img src=x onerror=alert(1)>&\'';

  it('texts are escaped everywhere', () => {
    const text = [
      String(<TextInput name="a" label={hostile} value={hostile} hint={hostile} />),
      String(<TextArea name="a" label="a" value={hostile} />),
      String(<Select name="a" label="a" value={hostile} options={[]} />),
      String(<Timeline items={[{ time: hostile, what: hostile, quote: hostile }]} />),
      html(<Layout ctx={visitor(assets)} title={hostile} keyword={hostile} />),
    ].join('');
    expect(text).not.toContain('<img');
  });

  it('a password is never written into the page', () => {
    expect(String(<TextInput name="p" label="密碼" type="password" value="Recruit115!" />)).not.toContain(
      '115',
    );
  });

  it('a value the table does not know stays chosen', () => {
    expect(
      String(<Select name="a" label="a" value="old" options={[{ code: 'new', name: '新' }]} />),
    ).toContain('<option value="old" selected="">');
  });

  it('a line break typed first in a text box survives the parser of browsers', () => {
    expect(String(<TextArea name="a" label="a" value={'\n二'} />)).toContain('>\n\n二</textarea>');
    expect(String(<TextArea name="a" label="a" value="一" />)).toContain('>一</textarea>');
  });

  it('spellcheck is really off', () => {
    expect(String(<TextInput name="a" label="a" spellcheck={false} />)).toContain('spellcheck="false"');
  });

  it('numbers get commas', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => Number(commas(n).replaceAll(',', '')) === n && !/\d{4}/.test(commas(n))),
    );
  });

  it('[R26] an end of the list is a word, and no pager links where all fits on one page', () => {
    expect(String(<Pager size={15} previous="?a" />)).toContain('<span aria-disabled="true">下一頁</span>');
    expect(String(<Pager size={15} page={1} pages={1} />)).not.toContain('上一頁');
  });
});

describe('ROC dates', () => {
  it('only the boxes named are marked, and the first of them carries the field id', () => {
    const text = String(
      <RocDate
        name="listedTo"
        label="迄日"
        value={{ y: '115', m: '13', d: '1' }}
        problem={{ field: 'listedTo', message: '沒有這一天', boxes: ['m'] }}
      />,
    );
    expect(matches(text, /aria-invalid="(true)"/g)).toHaveLength(1);
    expect(text).toMatch(/id="listedTo" name="listedTo-m"/);
    expect(text).toMatch(/value="13"/);
  });

  it('what the boxes show reads back as the same day', () => {
    const day = fc.date({
      min: new Date('1912-01-01T00:00:00Z'),
      max: new Date('2399-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const parts = rocPartsOf(iso);
        const read = readRocParts({ 'x-y': parts.y, 'x-m': parts.m, 'x-d': parts.d }, 'x');
        expect(parseRocParts(read)).toEqual({ ok: true, iso });
      }),
    );
  });

  it('repeated or missing boxes read as empty', () => {
    expect(readRocParts({ 'x-y': ['115', '116'] }, 'x')).toEqual({ y: '', m: '', d: '' });
  });
});

describe('states', () => {
  it('[R28][R68][R88] every state of the tables has its tag with its word', () => {
    const tagWords = (views: unknown[]): string[] => views.map((view) => words(String(view)));
    const names = (table: Record<string, { name: string }>): string[] =>
      Object.values(table).map((state) => state.name || '空白');
    const keys = <T extends object>(table: T): (keyof T)[] => Object.keys(table) as (keyof T)[];
    expect(tagWords(keys(REVIEW_OUTCOMES).map((v) => <ReviewTag value={v} />))).toEqual(
      names(REVIEW_OUTCOMES),
    );
    expect(tagWords(keys(STAGES).map((v) => <StageTag value={v} />))).toEqual(names(STAGES));
    expect(tagWords(keys(REPLY_STATUSES).map((v) => <ReplyTag value={v} />))).toEqual(names(REPLY_STATUSES));
    expect(tagWords(keys(MAIL_STATES).map((v) => <MailTag value={v} />))).toEqual(names(MAIL_STATES));
    expect(tagWords(keys(PRODUCTION_STATES).map((v) => <ProductionTag value={v} />))).toEqual(
      names(PRODUCTION_STATES),
    );
  });
});
