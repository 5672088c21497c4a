import { describe, expect, it } from 'vitest';
import {
  defaultMode,
  isCode,
  JOB_SERIES,
  nameOf,
  PERSONNEL_CATEGORIES,
  RETRIEVAL_MODES,
  UNTOUCHED,
  WITHDRAW_REASONS,
  WORKPLACES,
  withdrawalWords,
  workplaceLabel,
} from '../../domain/codes.ts';
import { mayBecome, REPLY_STATUSES, REVIEW_OUTCOMES, STAGES } from '../../domain/status.ts';

const SEED_WORKPLACES =
  '10-臺北市、20-基隆市、23-新北市、26-宜蘭縣、30-新竹市、31-新竹縣、33-桃園市、35-苗栗縣、42-臺中市、50-彰化縣、54-南投縣、60-嘉義市、61-嘉義縣、63-雲林縣、72-臺南市、82-高雄市、88-澎湖縣、89-金門縣、90-屏東縣、95-臺東縣、97-花蓮縣、98-連江縣、99-跨縣市、101-中興新村';
const OPEN: [string, string][] = [
  ['12', '聘用人員'],
  ['13', '約僱人員'],
  ['80', '兼任教師'],
  ['81', '代理教師'],
  ['82', '代課教師'],
  ['83', '實習老師'],
  ['84', '不占缺代理教師'],
  ['90', '技工'],
  ['91', '駕駛'],
  ['92', '駐衛警'],
  ['93', '工友'],
  ['95', '清潔隊員'],
  ['96', '測量助理'],
  ['99', '其他人員'],
];

describe('code tables', () => {
  it('[R39] has the 24 workplaces in the order and words of the form', () => {
    expect(WORKPLACES.map((place) => workplaceLabel(place.code)).join('、')).toBe(SEED_WORKPLACES);
  });

  it.each(OPEN)('[R60] proposes the open platform for %s %s', (code, name) => {
    expect(nameOf(PERSONNEL_CATEGORIES, code)).toBe(name);
    expect(defaultMode(code)).toBe('open');
  });

  it('[R61] proposes the civil-service platform for every other category', () => {
    const others = PERSONNEL_CATEGORIES.filter((entry) => !OPEN.some(([code]) => code === entry.code));
    expect(others).toHaveLength(17);
    for (const entry of others)
      expect([entry.code, defaultMode(entry.code)]).toEqual([entry.code, 'civilService']);
  });

  it('[R50] has 57 job series in two groups, and 無', () => {
    expect(JOB_SERIES).toHaveLength(58);
    expect(JOB_SERIES[0]).toEqual({ code: '0100', name: '無', group: '' });
    for (const series of JOB_SERIES.slice(1)) expect(series.group).toBe(series.code.charAt(0));
  });

  it('has no code twice in any table', () => {
    for (const table of [WORKPLACES, PERSONNEL_CATEGORIES, JOB_SERIES])
      expect(new Set(table.map((entry) => entry.code)).size).toBe(table.length);
  });

  it('[R53] names the three methods in the words of the form', () => {
    expect(Object.values(RETRIEVAL_MODES).map((mode) => mode.choice)).toEqual([
      '須具公務人員任用資格職缺',
      '不須具公務人員任用資格職缺',
      '不使用應徵者履歷調閱',
    ]);
  });

  it('shows an unknown code as it is and knows that it is unknown', () => {
    expect(nameOf(WORKPLACES, '77')).toBe('77');
    expect(nameOf(WORKPLACES, '')).toBe('');
    expect(isCode(WORKPLACES, '77')).toBe(false);
  });
});

describe('why a registration was withdrawn', () => {
  it('the officer’s reasons and the clock’s own have words; the clock’s is not hers to choose', () => {
    expect(withdrawalWords('duplicate')).toBe('重複登錄');
    expect(withdrawalWords(UNTOUCHED)).toBe('退回補正後逾期未修正');
    expect(isCode(WITHDRAW_REASONS, UNTOUCHED)).toBe(false);
  });
});

describe('status tables', () => {
  it('names only statuses of their own as next', () => {
    for (const table of [REVIEW_OUTCOMES, STAGES, REPLY_STATUSES])
      for (const entry of Object.values(table))
        for (const next of entry.next) expect(table).toHaveProperty(next);
  });

  it('[R28, R88] lets a listing close and a reply change, and nothing leave the archive', () => {
    expect(mayBecome(STAGES, 'listed', 'closed')).toBe(true);
    expect(mayBecome(STAGES, 'closed', 'listed')).toBe(false);
    expect(mayBecome(STAGES, 'archived', 'listed')).toBe(false);
    expect(mayBecome(REPLY_STATUSES, 'accepted', 'declined')).toBe(true);
    expect(mayBecome(REPLY_STATUSES, 'none', 'accepted')).toBe(false);
  });
});
