import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interviewNoticeMail } from '../../mail/templates/interview-notice.ts';
import { noticeReminderMail } from '../../mail/templates/notice-reminder.ts';
import { deadlineWords, hourWords } from '../../mail/words.ts';
import { interview, LINK, letters } from './letters.ts';

const all = Object.entries(letters());

describe.each(all)('the letter %s', (_name, mail) => {
  it('carries its link twice in HTML (button and bare) and once in text, and nothing else to press', () => {
    const hrefs = [...mail.html.matchAll(/href="([^"]*)"/g)].map((m) => m[1]);
    expect(hrefs.length).toBeGreaterThanOrEqual(2);
    expect(new Set(hrefs)).toEqual(new Set([LINK]));
    expect(mail.html).toContain(`>${LINK}</a>`);
    expect(mail.text).toContain(`\n${LINK}\n`);
  });

  it('is a whole document in Chinese with preview, without script, picture or style sheet', () => {
    expect(mail.html).toMatch(/^<!doctype html>\n<html lang="zh-Hant-TW">/);
    expect(mail.html).toContain('max-width:600px');
    expect(mail.html).toMatch(/<div style="display:none[^"]*">[^<]+<\/div>/);
    expect(mail.html).not.toMatch(/<(script|img|link|style|form|iframe)\b/i);
    expect(mail.html).not.toMatch(/undefined|\[object|NaN/);
  });

  it('says the same in text as in HTML', () => {
    const words = (s: string): string => s.replace(/[\s：、・【】｜－\u00a0]/g, '');
    const shown = mail.html
      .replace(/<title>.*?<\/title>|<div style="display:none.*?<\/div>/gs, '')
      .replace(/<br\/?>|<[^>]+>/g, '\n')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&#39;', "'");
    const text = words(mail.text);
    for (const line of shown.split('\n').map(words).filter(Boolean))
      if (!/^(事求人|機關徵才系統)$|貼到瀏覽器/.test(line)) expect(text).toContain(line);
    expect(mail.text).not.toMatch(/undefined|\[object|NaN|<[a-z]/);
  });

  it('has a subject of one line', () => {
    expect(mail.subject).toMatch(/^[^\r\n]{4,120}$/u);
  });
});

describe('[R56] the digest', () => {
  const mail = letters().digest;
  it('tells the accumulated count, no name', () => {
    expect(mail?.subject).toBe('累積應徵 12 人：專員（1151100018）');
    expect(mail?.text).toContain('累積應徵人數：12 人');
    expect(mail?.text).toContain('截止時間：115 年 12 月 4 日（五）24:00');
    expect(mail?.text).not.toContain('測試姓名');
  });
});

describe('[R84] the interview notice', () => {
  it('tells what, when, where, whom to ask and until when to answer (R86, R89)', () => {
    const { subject, text, html } = interviewNoticeMail(interview);
    expect(subject).toBe('面試通知：測試機關專員（1151100018）');
    for (const part of [
      '測試姓名3，您好：',
      '面試時間：115 年 11 月 30 日（一）上午 10:00',
      '通知內容：\n請攜帶身分證正本。\n至 5 樓會議室報到。',
      '面試地點：測試大樓 5 樓',
      '聯絡窗口：測試人員1',
      '聯絡電話：02-00000000 分機 201',
      '聯絡Email：hr@example.gov.tw',
      '請於 115 年 11 月 26 日（四）17:00 前回覆',
      '送出後才算完成回覆',
      '通知編號 1151100018-03-1，115/11/21 10:12 發出',
    ])
      expect(text).toContain(part);
    expect(html).toContain('請攜帶身分證正本。<br/>至 5 樓會議室報到。');
    expect(html).toContain('>接受面試</a>');
    expect(html).toContain('>婉拒</a>');
  });

  it('says of times to choose from that they are chosen, also when it reminds', () => {
    const offer = { ...interview, interviewAt: null, slots: ['2026-11-30T02:00:00.000Z'] };
    const reminder = (offersTimes: boolean) =>
      noticeReminderMail({ ...offer, which: 'beforeReplyBy', offersTimes });
    for (const { text } of [interviewNoticeMail(offer), reminder(true)]) {
      expect(text).toContain('面試時間：請於回覆時選擇時段');
      expect(text).not.toContain('另行通知');
    }
    expect(reminder(false).text).toContain('面試時間：另行通知');
  });

  it('says that an open time is still open, and that a newer notice counts', () => {
    const { subject, text } = interviewNoticeMail({ ...interview, interviewAt: null, replacesEarlier: true });
    expect(subject).toMatch(/^面試通知（更新）/);
    expect(text).toContain('面試時間：另行通知');
    expect(text).toContain('取代先前的通知');
  });

  it('is the same at every try, so that a second copy is recognised', () => {
    expect(interviewNoticeMail(interview)).toEqual(interviewNoticeMail(interview));
  });
});

describe('[R88] the word to the officer', () => {
  it('tells the answer and that it changed, neither name nor message', () => {
    const mail = letters('秘密').replyWord;
    expect(mail?.text).toContain('面試回覆狀態：婉拒');
    expect(mail?.text).toContain('先前的回覆：接受');
    expect(letters().replyWord?.text).not.toContain('測試姓名');
  });
});

describe('what people type', () => {
  it('is escaped in every letter', () => {
    const evil = `<script>alert(1)</script>"'&<a href="http://evil.example">x</a>`;
    for (const [name, mail] of Object.entries(letters(evil))) {
      expect(mail.html, name).not.toContain('<script');
      expect(mail.html, name).not.toContain('href="http://evil');
      if (!['confirm', 'changeMailbox', 'manageNewsletter'].includes(name))
        expect(mail.html, name).toContain('&lt;script&gt;');
    }
  });

  it('loses control and bidirectional characters, and makes no header line', () => {
    for (const [name, mail] of Object.entries(letters('甲\u202e乙\r\nBcc: x@evil.example\u0000\u2066'))) {
      expect(mail.subject, name).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
      // Line feeds are the only control a letter has.
      expect(mail.html, name).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
      expect(mail.text, name).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
    }
  });

  it('never opens an element, whatever it is', () => {
    const tags = (html: string): number => (html.replaceAll('<br/>', '').match(/</g) ?? []).length;
    const usual = tags(interviewNoticeMail({ ...interview, content: 'x' }).html);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (content) => {
        const { html } = interviewNoticeMail({ ...interview, content: `x${content}` });
        expect(tags(html)).toBe(usual);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused as a link when it is no web address', () => {
    for (const link of ['javascript:alert(1)', '/r/x', 'https://x" onclick="', 'https://a b'])
      expect(() => interviewNoticeMail({ ...interview, link })).toThrow(RangeError);
  });
});

describe('times in words', () => {
  it.each([
    ['2026-11-30T16:00:00Z', '115 年 11 月 30 日（一）24:00'],
    ['2026-11-30T15:59:00Z', '115 年 11 月 30 日（一）23:59'],
    ['2026-11-30T16:01:00Z', '115 年 12 月 1 日（二）00:01'],
  ])('the deadline %s is %s', (instant, words) => {
    expect(deadlineWords(instant)).toBe(words);
  });

  it.each([
    ['2026-11-30T02:00:00Z', '上午 10:00'],
    ['2026-11-30T04:00:00Z', '下午 12:00'],
    ['2026-11-30T06:05:00Z', '下午 2:05'],
    ['2026-11-30T16:30:00Z', '上午 0:30'],
  ])('the hour %s is %s', (instant, words) => {
    expect(hourWords(instant)).toBe(words);
  });
});
