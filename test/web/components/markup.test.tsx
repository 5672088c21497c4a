import { describe, expect, it } from 'vitest';
import {
  ErrorSummary,
  html,
  Layout,
  type MenuKey,
  SideMenu,
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
    expect(String(menu('agencyAdmin'))).not.toMatch(/切換至後臺|機關徵才登錄|查詢回覆紀錄/);
    for (const [role, place] of [
      ['reviewer', '/review'],
      ['operator', '/ops'],
      ['auditor', '/ops'],
    ] as const) {
      expect(String(menu(role))).toMatch(new RegExp(`href="${place}"[^>]*><span>切換至後臺`));
      expect(String(<SideMenu role={role} current={role === 'reviewer' ? 'review' : 'ops'} />)).not.toContain(
        '切換',
      );
    }
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
