import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTypesetter, type Typesetter } from '../../documents/resume-pdf.ts';
import { RESUME_PARTS, selectResume } from '../../domain/resume-selection.ts';
import { checkStructure, pdfText } from './pdf-tools.ts';
import { png, pngHeader } from './png.ts';
import { bare, full, fullRecord } from './resume-fixture.ts';

let typesetter: Typesetter;
beforeAll(() => {
  typesetter = createTypesetter({ compilers: 2 });
});
afterAll(() => typesetter.close());

const withName = (name: string) => {
  const input = full();
  input.record.basic.name = name;
  return input;
};

describe('a résumé as PDF', () => {
  it('[R62] [R63] prints every part with its number, and what was entered', async () => {
    const made = await typesetter.resume(full());
    const text = await pdfText(made.bytes);
    for (const words of ['一、基本資料', '三、考試或晉升官等', '十二、訓練及進修', '十三、簡要自述'])
      expect(text).toContain(words);
    for (const words of [
      '林雅婷',
      'A223456781',
      '民國75年1月14日',
      'yating.lin@example.gov.tw',
      '公共行政學系碩士班',
    ])
      expect(text).toContain(words);
    for (const words of [
      '人事行政',
      '107/03/16起現職',
      '嘉獎二次',
      'CEFRB2',
      '平地原住民，阿美族',
      '跨機關之經驗',
    ])
      expect(text).toContain(words);
    for (const words of [
      '初任公職時最高學歷',
      'A100250',
      '合格實授薦任第8職等本俸五級505點107/03/16生效',
      '暫支370俸點',
      '部銓五字第20250099號',
    ])
      expect(text).toContain(words);
    for (const words of ['1151100001', 'A1151124-000001', '115/11/2410:20:30', '科員', '填表人', '機關首長'])
      expect(text).toContain(words);
    expect(made.missing).toEqual([]);
    await checkStructure(made.bytes);
  });

  it('is an archival document whose properties name no person', async () => {
    const { bytes } = await typesetter.resume(full());
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/pdfaid:part>2<[\s\S]*pdfaid:conformance>A</);
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(document.getTitle()).toBe('履歷 A1151124-000001');
    expect(document.getAuthor()).toBe('事求人機關徵才系統');
    expect(document.getCreationDate()?.toISOString().slice(0, 10)).toBe('2026-11-24');
  });

  it('the same input gives the same bytes, from whichever compiler', async () => {
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => typesetter.resume(full())));
    expect(Buffer.from(a?.bytes ?? []).equals(b?.bytes ?? new Uint8Array())).toBe(true);
    expect(Buffer.from(a?.bytes ?? []).equals(c?.bytes ?? new Uint8Array())).toBe(true);
    expect(a?.fontHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('[R58] prints the short form of the open platform, and says what was not asked for', async () => {
    const text = await pdfText((await typesetter.resume(bare())).bytes);
    expect(text).toContain('五、經歷及現職應徵者未填寫本項資料');
    expect(text).toContain('本職缺未調閱之項目：三、考試或晉升官等（資位）訓練；四、');
    expect(text).not.toContain('考績（成）或成績考核年度');
    expect(text).toContain('未附照片');
  });

  it('[R64] [R65] names the ranges, and says when nothing lies in them', async () => {
    const selection = {
      allSections: true,
      sections: [],
      trainingRange: { from: '1999-01-01', to: '1999-12-31' },
      rewardRange: { from: '2023-01-01', to: '' },
      appraisalRange: { from: 2024, to: 2025 },
    };
    const { parts, ...record } = selectResume(fullRecord(), selection);
    const text = await pdfText((await typesetter.resume(full({ record, parts, ranges: selection }))).bytes);
    expect(text).toContain('十二、訓練及進修調閱區間：88/01/01~88/12/31調閱區間內無資料');
    expect(text).toContain('七、獎懲調閱區間：112/01/01以後');
    expect(text).toContain('調閱區間：113年~114年');
    expect(text).toContain('九、檢覈、甄審應徵者未填寫本項資料');
    expect(text).not.toContain('人事法制實務研習');
  });

  it('a record with nothing in it is still a form', async () => {
    const input = bare();
    Object.assign(input.record, { education: [], statement: ' \n ' });
    input.parts = RESUME_PARTS.map((part) => part.code);
    const text = await pdfText((await typesetter.resume(input)).bytes);
    expect(text.match(/應徵者未填寫本項資料/g)).toHaveLength(11);
  });
});

describe('long résumés', () => {
  it('carries 500 lines of statement over pages that count themselves', async () => {
    const input = full();
    input.record.statement = Array.from({ length: 500 }, (_, i) => `第${i + 1}段：負責業務之說明。`).join(
      '\n',
    );
    const { bytes, pages } = await typesetter.resume(input);
    const text = await pdfText(bytes);
    for (let i = 1; i <= 500; i += 1) expect(text).toContain(`第${i}段：負責業務之說明。`);
    expect(pages).toBeGreaterThan(8);
    expect(text).toContain(`第${pages}頁，共${pages}頁`);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(pages);
  });

  it('leaves nobody to sign a page that holds nothing else, however long the statement', async () => {
    const lonely: number[] = [];
    let over = 0;
    for (let lines = 8; lines <= 16; lines += 1) {
      const input = bare();
      input.record.statement = Array.from({ length: lines }, (_, i) => `第${i + 1}段。`).join('\n');
      const { bytes, pages } = await typesetter.resume(input);
      if (pages === 1) continue;
      over += 1;
      const text = await pdfText(bytes, pages);
      expect(text).toContain('填表人');
      if (!text.includes(`第${lines}段。`)) lonely.push(lines);
    }
    expect(over).toBeGreaterThan(3);
    expect(lonely).toEqual([]);
  });

  it('repeats the head of a table on each page, and who it is about', async () => {
    const input = full();
    input.record.training = Array.from({ length: 300 }, (_, i) => ({
      ...(input.record.training[0] ?? fail()),
      name: `研習第${i}號`,
    }));
    const { bytes, pages } = await typesetter.resume(input);
    const all = await pdfText(bytes);
    expect(input.record.training.filter(({ name }) => !all.includes(name))).toEqual([]);
    for (const page of [4, 5, pages - 1]) {
      const text = await pdfText(bytes, page);
      expect(text).toContain('訓練或進修機構');
      expect(text).toContain('應徵編號A1151124-000001');
    }
  });

  it('keeps an address longer than its cell inside the page', async () => {
    const input = full();
    input.record.basic.email = `${'a'.repeat(64)}@${'subdomain.'.repeat(18)}gov.tw`;
    const text = await pdfText((await typesetter.resume(input)).bytes);
    expect(text.replaceAll('\u200b', '')).toContain(input.record.basic.email);
  });
});

describe('characters no font has', () => {
  it('prints 〓 for a rare name, names the characters, and reports them', async () => {
    const made = await typesetter.resume(withName('𠮷田𤧛䶮'));
    expect(made.missing).toEqual(['𠮷', '𤧛', '䶮']);
    const text = await pdfText(made.bytes);
    expect(text).toContain('〓田〓〓');
    expect(text).toContain('U+20BB7、U+249DB、U+4DAE');
  });

  it('finds them in every text, other scripts and pictures too, each once', async () => {
    const input = withName('王小明');
    input.record.statement = '😀 ไทย 😀\u{f0000}';
    input.agencyName = '한국機關';
    const made = await typesetter.resume(input);
    expect(made.missing.sort()).toEqual([...'😀ไทย한국\u{f0000}'].sort());
  });

  it('are none of Big5, which older systems write names in', async () => {
    const bytes = Array.from({ length: 0xfa - 0xa1 }, (_, i) => 0xa1 + i).flatMap((lead) =>
      Array.from({ length: 0xff - 0x40 }, (_, i) => [lead, 0x40 + i]),
    );
    const pairs = bytes.map((pair) => new TextDecoder('big5').decode(Uint8Array.from(pair)));
    const han = pairs.filter((text) => /^\p{Script=Han}$/u.test(text) && text.normalize('NFC') === text);
    expect(han.length).toBeGreaterThan(13_000);
    const input = full();
    input.record.statement = han.join('').replace(/.{60}/gu, '$&\n');
    const made = await typesetter.resume(input);
    expect(made.missing).toEqual([]);
    const text = await pdfText(made.bytes);
    expect(han.filter((character) => !text.includes(character))).toEqual([]);
  });

  it('drops controls and shape selectors without a mark', async () => {
    const made = await typesetter.resume(withName('葛\u{e0100}\u0001飾\u202e\u200b'));
    expect(made.missing).toEqual([]);
    expect(await pdfText(made.bytes)).toContain('姓名葛飾');
  });

  it('keeps a mark with its letter where a font has both, and marks the rest', async () => {
    const composed = await typesetter.resume(withName('e\u0301lan 拉\u0331'));
    expect(composed.missing).toEqual(['\u0331']);
    expect(await pdfText(composed.bytes)).toContain('姓名élan拉〓');
    const rightToLeft = await typesetter.resume(withName('王\u200f\u2067小\u061c明\u2069'));
    expect(rightToLeft.missing).toEqual([]);
    expect(await pdfText(rightToLeft.bytes)).toContain('姓名王小明');
  });

  it('takes the words of the compiler’s language as words', async () => {
    const words = '#read("/etc/passwd") *a* $x$ \\ = [b] @c // d';
    const input = withName('王小明');
    input.record.statement = words;
    expect(await pdfText((await typesetter.resume(input)).bytes)).toContain(words.replace(/\s/g, ''));
  });
});

describe('photos', () => {
  it.each([
    ['a torn JPEG', Buffer.from('ffd8ffe000104a46494600', 'hex')],
    ['something else', Buffer.from('GIF89a')],
    ['a PNG whose data lie', Buffer.from(png(50, 50).map((byte, i) => (i > 60 && i < 100 ? 7 : byte)))],
    ['a picture of gigabytes', pngHeader(60_000, 60_000)],
  ])('[R67] %s does not cost the résumé', async (_, photo) => {
    const input = full();
    input.record.basic.photo = photo.toString('base64');
    const text = await pdfText((await typesetter.resume(input)).bytes);
    expect(text).toContain('照片檔無法讀取');
    expect(text).toContain('林雅婷');
  });

  it('one résumé’s photo never appears in another', async () => {
    const [, without] = await Promise.all([typesetter.resume(full()), typesetter.resume(bare())]);
    expect(Buffer.from(without?.bytes ?? []).includes('/Subtype /Image')).toBe(false);
    expect(await pdfText(without?.bytes ?? new Uint8Array())).toContain('未附照片');
  });
});

describe('limits', () => {
  it('[R67] ends a document that takes too much memory, and sets the next', async () => {
    const own = createTypesetter({ memoryMb: 20, timeoutMs: 50_000 });
    const input = full();
    input.record.statement = '經歷。'.repeat(200_000);
    await expect(own.resume(input)).rejects.toMatchObject({ code: 'typesetDied', message: 'typesetDied' });
    expect((await own.resume(bare())).pages).toBe(1);
    await own.close();
  });

  it('[R67] ends a document that takes too long, and rejects with a code', async () => {
    const hasty = createTypesetter({ timeoutMs: 1 });
    await expect(hasty.resume(full())).rejects.toMatchObject({
      code: 'typesetTimeout',
      message: 'typesetTimeout',
    });
    await hasty.close();
  });

  it('refuses a record far beyond what the forms accept', async () => {
    const input = full();
    input.record.statement = '長'.repeat(5_000_000);
    await expect(typesetter.resume(input)).rejects.toMatchObject({ code: 'typesetTooLarge' });
  });

  it('rejects after closing, and closing twice is no fault', async () => {
    const gone = createTypesetter();
    await gone.close();
    await gone.close();
    await expect(gone.resume(full())).rejects.toMatchObject({ code: 'closed' });
  });
});

/** The compilers that this process has started. */
const compilers = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
      try {
        return (
          Number(/^PPid:\s+(\d+)/m.exec(read('status'))?.[1]) === process.pid &&
          /typeset-process/.test(read('cmdline'))
        );
      } catch {
        return false;
      }
    });
/** Niceness of each of its threads. */
const niceness = (pid: string): number[] =>
  readdirSync(`/proc/${pid}/task`).map((id) =>
    Number(
      readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[16],
    ),
  );
if (process.platform === 'linux')
  it('[R66] a compiler that gives way is nicer than we are, with all its threads, also among sessions', async () => {
    const before = compilers();
    const own = createTypesetter({ giveWay: true });
    await own.resume(bare());
    const [pid = ''] = compilers().filter((one) => !before.includes(one));
    const group = `/proc/${pid}/autogroup`;
    expect(Math.min(...niceness(pid))).toBeGreaterThan(os.getPriority());
    if (existsSync(group))
      await vi.waitFor(() => expect(readFileSync(group, 'utf8')).toMatch(/nice 1\d$/m), 5_000);
    await own.close();
    expect(compilers()).not.toContain(pid);
  });

describe('fonts of a site', () => {
  it('join the set and change its hash; a folder that is not there is said', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'fonts-'));
    const font = '@expo-google-fonts/noto-sans-tc/900Black/NotoSansTC_900Black.ttf';
    await copyFile(createRequire(import.meta.url).resolve(font), path.join(folder, 'site.ttf'));
    const own = createTypesetter({ fontDir: folder });
    const [here, there] = [await typesetter.resume(bare()), await own.resume(bare())];
    expect(there.fontHash).not.toBe(here.fontHash);
    await own.close();
    await rm(folder, { recursive: true });
    const lost = createTypesetter({ fontDir: folder });
    await expect(lost.resume(bare())).rejects.toThrow(/ENOENT/);
    await lost.close();
  });
});

describe('[R76] the sheet of a retrieval', () => {
  it('lists versions and files, and names the officer but no applicant', async () => {
    const { bytes, pages } = await typesetter.retrievalSheet({
      agencyName: '行政院人事行政總處',
      vacancyNo: '1151100001',
      title: '科員',
      retrievedBy: '陳怡君',
      retrievedAt: '2026-11-24T03:04:05Z',
      purpose: '書面審查及擇優面試',
      entries: [1, 2].map((n) => ({
        applicationNo: `A1151124-00000${n}`,
        version: n,
        fileName: `1151100001-0${n}.pdf`,
        attachments: n,
        heldBack: n - 1,
        missing: n === 2 ? ['𠮷', '䶮'] : [],
      })),
    });
    const text = await pdfText(bytes);
    expect(pages).toBe(1);
    for (const words of ['陳怡君', '115/11/2411:04:05', '書面審查及擇優面試', '份數2份'])
      expect(text).toContain(words);
    expect(text).toContain('2A1151124-000002第2版1151100001-02.pdf2件，另1件未經掃描通過，未附');
    const rare = text.slice(text.indexOf('請依字碼核對'));
    for (const words of ['A1151124-0000021151100001-02.pdf', 'U+20BB7、U+4DAE'])
      expect(rare).toContain(words);
    expect(rare).not.toContain('A1151124-000001');
  });
});

function fail(): never {
  throw new Error('the fixture has no training');
}
