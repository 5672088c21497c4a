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
  html,
  Layout,
  MailTag,
  Pager,
  ProductionTag,
  ReplyTag,
  ReviewTag,
  RocDate,
  readRocParts,
  rocPartsOf,
  Select,
  StageTag,
  TextArea,
  TextInput,
  Timeline,
} from '../../../web/components/index.ts';

import { visitor } from './gallery/context.ts';

const assets = { css: '/assets/app-1.css', js: '/assets/app-1.js' };
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((m) => m[1] ?? '');
const words = (text: string): string => text.replace(/<[^>]*>/g, '').replace(/\s+/g, '');

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
