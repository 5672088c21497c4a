import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkNotice,
  checkReply,
  MAX_RETRIEVAL,
  type NoticeForm,
  noticeTimes,
  replyClosed,
  retrievalProblem,
} from '../../domain/notice-rules.ts';

const NOW = '2026-11-24T02:00:00.000Z';
const good = (changes: Partial<NoticeForm> = {}): NoticeForm => ({
  content: '請攜帶身分證明文件正本。',
  contactPerson: '測試窗口',
  contactPhone: '02-23979298 分機 613',
  contactEmail: 'hr@example.gov.tw',
  interviewDay: '2026-12-04',
  interviewTime: '09:30',
  place: '第一會議室',
  replyByDay: '2026-12-01',
  replyByTime: '17:00',
  slots: '',
  moveHours: '24',
  ...changes,
});
const fields = (form: NoticeForm): string[] =>
  checkNotice(form, { now: NOW, people: 2 }).map((problem) => problem.field);

describe('retrieving résumés', () => {
  it('[R75] takes ten and refuses an eleventh in the words of the manual', () => {
    expect(
      retrievalProblem(
        MAX_RETRIEVAL,
        Array.from({ length: 10 }, () => true),
      ),
    ).toBeNull();
    expect(
      retrievalProblem(
        11,
        Array.from({ length: 11 }, () => true),
      )?.message,
    ).toContain('每次調閱最多僅能調閱10個人員之履歷資料');
  });

  it('[R68] refuses one that is still in production, and an empty choice', () => {
    expect(retrievalProblem(2, [true, false])?.message).toContain('履歷資料產製中');
    expect(retrievalProblem(0, [])?.message).toBe('請先勾選欲調閱之履歷');
  });

  it('[R75] accepts exactly one to ten produced résumés', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 14 }), (produced) => {
        const right = produced.length >= 1 && produced.length <= 10 && produced.every(Boolean);
        expect(retrievalProblem(produced.length, produced) === null).toBe(right);
      }),
    );
  });
});

describe('an interview notice', () => {
  it('has nothing wrong when complete, with or without a fixed interview', () => {
    expect(fields(good())).toEqual([]);
    expect(fields(good({ interviewDay: '', interviewTime: '', place: '', replyByTime: '' }))).toEqual([]);
  });

  it.each<[string, string, Partial<NoticeForm>]>([
    ['R83, R86', 'content', { content: '' }],
    ['R83, R86', 'content', { content: '字'.repeat(4_001) }],
    ['R83, R86', 'contactPerson', { contactPerson: '' }],
    ['R83, R86', 'contactPhone', { contactPhone: '' }],
    ['R83, R86', 'contactPhone', { contactPhone: '分機 613' }],
    ['R83, R86', 'contactEmail', { contactEmail: '' }],
    ['R83, R86', 'contactEmail', { contactEmail: 'hr@example.tw;x@example.tw' }],
    ['R84', 'place', { place: '處'.repeat(201) }],
    ['R84', 'interviewDay', { interviewDay: '' }],
    ['R84', 'interviewTime', { interviewTime: '' }],
    [
      'R84',
      'interviewDay',
      { interviewDay: '2026-11-24', interviewTime: '10:00', replyByDay: '2026-11-24', replyByTime: '10:30' },
    ],
    ['R88', 'replyByDay', { replyByDay: '' }],
    ['R88', 'replyByTime', { replyByTime: '25:00' }],
    ['R88', 'replyByDay', { replyByDay: '2026-11-24', replyByTime: '10:00' }],
    ['R88', 'replyByDay', { replyByDay: '2026-12-04', replyByTime: '' }],
    ['R88', 'replyByDay', { replyByDay: '2026-12-04', replyByTime: '09:31' }],
  ])('[%s] tells what is wrong at %s', (_r, field, changes) => {
    expect(fields(good(changes))).toContain(field);
  });

  it('[R88] allows a reply until the interview begins', () => {
    expect(fields(good({ replyByDay: '2026-12-04', replyByTime: '09:30' }))).toEqual([]);
  });

  it('offers times to choose from: each a line, as many as people, after the reply-by time, instead of one time', () => {
    const times = (slots: string, change: Partial<NoticeForm> = {}) =>
      good({ interviewDay: '', interviewTime: '', slots, ...change });
    const two = '115/12/4 10:30\n\n１１５/12/04 9:30\n115/12/4 10:30';
    expect(fields(times(two))).toEqual([]);
    expect(noticeTimes(times(two)).slots).toEqual(['2026-12-04T01:30:00.000Z', '2026-12-04T02:30:00.000Z']);
    for (const wrong of [
      '明天',
      '115/2/30 09:30',
      '115/12/4',
      '115/12/4 25:00',
      '115/12/4 09:30',
      `${two}\n115/11/1 09:00`,
    ])
      expect(fields(times(wrong)), wrong).toEqual(['slots']);
    expect(fields(good({ slots: two }))).toEqual(['slots']);
    expect(fields(times(two, { replyByDay: '2026-12-04', replyByTime: '09:31' }))).toEqual(['replyByDay']);
  });

  it('turns Taipei days and times into instants', () => {
    expect(noticeTimes(good({ replyByTime: '' }))).toEqual({
      slots: [],
      interviewAt: '2026-12-04T01:30:00.000Z',
      replyBy: '2026-12-01T16:00:00.000Z',
    });
    expect(noticeTimes(good({ interviewDay: '', interviewTime: '' })).interviewAt).toBeNull();
  });
});

describe('a reply', () => {
  it('[R91] is accepted or declined, with or without a message', () => {
    expect(checkReply({ reply: 'accepted', message: '', slot: '' }, { slots: null })).toEqual([]);
    expect(
      checkReply({ reply: 'declined', message: '字'.repeat(1_000), slot: '' }, { slots: ['a'] }),
    ).toEqual([]);
  });

  it.each([
    ['reply', { reply: '', message: '' }],
    ['reply', { reply: 'notified', message: '' }],
    ['message', { reply: 'accepted', message: '字'.repeat(1_001) }],
  ])('[R88, R91] tells what is wrong at %s', (field, form) => {
    expect(checkReply({ slot: '', ...form }, { slots: null }).map((problem) => problem.field)).toEqual([
      field,
    ]);
  });

  it('[R91] accepts with one of the times offered, declines without', () => {
    const at = (reply: string, slot: string) =>
      checkReply({ reply, message: '', slot }, { slots: ['a', 'b'] });
    expect(at('accepted', 'b')).toEqual([]);
    expect(at('declined', '')).toEqual([]);
    for (const slot of ['', 'c']) expect(at('accepted', slot).map((p) => p.field)).toEqual(['slot']);
  });

  it('[R88, R91] is refused once it is late, on a notice or an application that no longer stands', () => {
    const live = { state: 'live', applicationState: 'open', inTime: true, time: null } as const;
    expect(replyClosed(live)).toBeNull();
    expect(replyClosed({ ...live, inTime: false })).toBe('expired');
    expect(replyClosed({ ...live, inTime: false, time: 'movable' })).toBeNull();
    expect(replyClosed({ ...live, inTime: false, time: 'fixed' })).toBe('timeFixed');
    expect(replyClosed({ ...live, time: 'fixed' })).toBeNull();
    expect(replyClosed({ ...live, state: 'replaced' })).toBe('replaced');
    expect(replyClosed({ ...live, state: 'withdrawn', inTime: false })).toBe('withdrawn');
    expect(replyClosed({ ...live, applicationState: 'withdrawn' })).toBe('applicationWithdrawn');
    expect(replyClosed({ ...live, applicationState: 'ended', state: 'replaced' })).toBe('applicationEnded');
  });
});
