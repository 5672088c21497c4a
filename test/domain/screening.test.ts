import { describe, expect, it } from 'vitest';
import { checkScreening, noteProblem, screeningReason } from '../../domain/screening.ts';

describe('資格審查', () => {
  it('turns nobody down and asks for no papers without a reason of its kind; other reasons are explained', () => {
    const wrong = (outcome: string, reason = '', text = ''): string[] =>
      checkScreening({ outcome, reason, text }).map((problem) => problem.field);
    expect(wrong('qualified')).toEqual([]);
    expect(wrong('none')).toEqual([]);
    expect(wrong('')).toEqual(['outcome']);
    expect(wrong('constructor')).toEqual(['outcome']);
    expect(wrong('unqualified')).toEqual(['reason']);
    expect(wrong('unqualified', 'proof')).toEqual(['reason']);
    expect(wrong('unqualified', 'series')).toEqual([]);
    expect(wrong('supplement', 'series')).toEqual(['reason']);
    expect(wrong('supplement', 'proof')).toEqual([]);
    expect(wrong('qualified', 'proof')).toEqual(['reason']);
    expect(wrong('unqualified', 'otherUnqualified')).toEqual(['text']);
    expect(wrong('unqualified', 'otherUnqualified', '具外國國籍')).toEqual([]);
    expect(wrong('qualified', '', '字'.repeat(500))).toEqual([]);
    expect(wrong('qualified', '', '字'.repeat(501))).toEqual(['text']);
  });

  it('says a reason in words', () => {
    expect(screeningReason({ reason: 'series', text: '' })).toBe('職系不符');
    expect(screeningReason({ reason: 'otherUnqualified', text: '具外國國籍' })).toBe('其他（具外國國籍）');
    expect(screeningReason({ reason: '', text: '證書齊全' })).toBe('證書齊全');
  });

  it('takes a note of 1,000 characters and no empty one', () => {
    expect(noteProblem('字'.repeat(1_000))).toBeNull();
    expect(noteProblem('字'.repeat(1_001))?.message).toContain('最多 1000 字');
    expect(noteProblem('')?.message).toBe('請輸入備註內容');
  });
});
