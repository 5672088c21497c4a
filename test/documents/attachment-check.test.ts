import { deflateSync } from 'node:zlib';
import { type PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkAttachment, MAX_ATTACHMENT_BYTES } from '../../documents/attachment-check.ts';
import { createTypesetter } from '../../documents/resume-pdf.ts';
import { png, pngHeader } from './png.ts';
import { bare } from './resume-fixture.ts';

const check = (bytes: Uint8Array, name = '自傳.pdf') => checkAttachment({ name, bytes });
const text = (words: string): Buffer => Buffer.from(words, 'latin1');

async function pdf(change: (document: PDFDocument) => void | Promise<void> = () => {}, objectStreams = true) {
  const document = await PDFDocument.create();
  document.addPage([200, 200]);
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams: objectStreams }));
}

/** An action in the catalogue, its keys as given. */
const action = (entries: Record<string, PDFName | PDFString>) => (document: PDFDocument) => {
  document.catalog.set(PDFName.of('OpenAction'), document.context.obj(entries));
};

/** A JPEG of one segment of size and nothing to see. */
const jpeg = (width: number, height: number): Buffer =>
  Buffer.from([
    ...[0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8],
    ...[height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0, 0xff, 0xd9],
  ]);

/** A zip with one empty entry `a`, as it looks behind another file. */
function zipTail(): Buffer {
  const directory = Buffer.alloc(47);
  directory.write('PK\x01\x02', 'latin1');
  directory.writeUInt16LE(1, 28);
  directory.write('a', 46, 'latin1');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  return Buffer.concat([directory, end]);
}

describe('[R19] attachments that may stay', () => {
  it('a plain PDF, with the number of its pages', async () => {
    const three = await pdf((document) => {
      document.addPage();
      document.addPage();
    });
    expect(await check(three)).toEqual({ ok: true, mediaType: 'application/pdf', bytes: three, pages: 3 });
    expect(await check(await pdf(undefined, false))).toMatchObject({ ok: true, pages: 1 });
  });

  it('a PDF this system has made, and one that only speaks of JavaScript', async () => {
    const typesetter = createTypesetter();
    const made = await typesetter.resume(bare({ title: 'JavaScript /Launch 工程師' }));
    await typesetter.close();
    expect(await check(made.bytes)).toMatchObject({ ok: true, pages: made.pages });
    const titled = await pdf((document) => document.setTitle('/JavaScript /Launch /EmbeddedFile'));
    expect(await check(titled)).toMatchObject({ ok: true });
  });

  it('PNG and JPEG by their content, whatever the name says', async () => {
    expect(await check(png(), '照片.pdf')).toMatchObject({ ok: true, mediaType: 'image/png' });
    const photograph = await sharp(png()).jpeg().toBuffer();
    expect(await check(photograph, '照片.png')).toMatchObject({ ok: true, mediaType: 'image/jpeg' });
  });

  it('exactly 10 MB', async () => {
    const whole = await pdf();
    const padded = Buffer.concat([whole, Buffer.alloc(MAX_ATTACHMENT_BYTES - whole.length, 0x0a)]);
    expect(await check(padded)).toMatchObject({ ok: true });
    expect(await check(Buffer.concat([padded, text('\n')]))).toMatchObject({
      ok: false,
      message: /超過 10 MB/,
    });
  });
});

describe('[R19] PDFs that are refused, with words on what to do', () => {
  const encrypted = () =>
    pdf((document) => {
      const filter = document.context.obj({ Filter: 'Standard', V: 1, R: 2, P: -4 });
      document.context.trailerInfo.Encrypt = document.context.register(filter);
    }, false);
  /** As printing programmes write it: the catalogue lies in a stream that cannot be unpacked without the password. */
  const packedAndEncrypted = async () => {
    const head =
      '%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length 8 >>\nstream\n';
    const packed = `${head}\x91\x02\xfe\x10\x33\x07\x81\x55\nendstream\nendobj\n`;
    return Buffer.from(`${packed}trailer\n<< /Root 2 0 R /Encrypt 3 0 R >>\n%%EOF\n`, 'latin1');
  };

  it.each([
    ['nothing', async () => new Uint8Array(0), /空的檔案/],
    ['a text called .pdf', async () => text('hello'), /不是 PDF、PNG 或 JPEG 檔/],
    ['a web page', async () => text('<html>%PDF-1.7'), /不是 PDF、PNG 或 JPEG 檔/],
    ['a first line and nothing more', async () => text('%PDF-1.7\n'), /已損毀/],
    ['a file cut short', async () => (await pdf()).subarray(0, 300), /已損毀/],
    [
      'rubbish between head and end',
      async () => text('%PDF-1.7\n1 0 obj\n<< /A\n%%EOF\n'),
      /已損毀|沒有任何頁面/,
    ],
    ['an encrypted file', encrypted, /移除保護/],
    ['an encrypted file whose objects are packed', packedAndEncrypted, /移除保護/],
    [
      'script at opening',
      () => pdf(action({ S: PDFName.of('JavaScript'), JS: PDFString.of('app.alert(1)') })),
      /含有程式碼/,
    ],
    ['a programme start', () => pdf(action({ S: PDFName.of('Launch') }), false), /含有程式碼/],
    ['a form that sends', () => pdf(action({ S: PDFName.of('SubmitForm') })), /含有程式碼/],
    [
      'a name written in escapes',
      async () =>
        text(
          (await pdf(action({ S: PDFName.of('LaunchX') }), false))
            .toString('latin1')
            .replace('/LaunchX', '/La#75nch'),
        ),
      /含有程式碼/,
    ],
    ['an embedded file', () => pdf((document) => document.attach(text('MZ'), 'a.exe')), /附加檔案/],
    ['a zip behind its end', async () => Buffer.concat([await pdf(), zipTail()]), /夾帶其他資料/],
    [
      'a zip in a comment before its end',
      async () => Buffer.concat([text('%PDF-1.7\n'), zipTail(), text('\n%%EOF')]),
      /夾帶其他資料/,
    ],
    [
      'a web page behind its end',
      async () => Buffer.concat([await pdf(), text('<script>1</script>')]),
      /夾帶其他資料/,
    ],
    [
      'a web page in its head',
      async () => Buffer.concat([text('%PDF-1.7\n%<HTML><script>1</script>\n'), await pdf()]),
      /夾帶其他資料/,
    ],
  ])('%s', async (_, make, message) => {
    const result = await check(await make());
    expect(result.ok ? '' : result.message).toMatch(message);
  });

  it('script hidden as an indirect name or deep in a page', async () => {
    const indirect = await pdf((document) => {
      const kind = document.context.register(PDFName.of('Launch'));
      document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ S: kind }));
    });
    expect(await check(indirect)).toMatchObject({ ok: false, message: /含有程式碼/ });
    const deep = await pdf((document) => {
      const inner = document.context.obj({ A: { Next: [{ JS: PDFHexString.fromText('1') }] } });
      document.getPage(0).node.set(PDFName.of('AA'), inner as PDFDict);
    });
    expect(await check(deep)).toMatchObject({ ok: false, message: /含有程式碼/ });
  });

  it('a bomb that would unfold to half a gigabyte, and the next file is checked as ever', async () => {
    const packed = deflateSync(Buffer.alloc(500_000_000, 0x20), { level: 1 });
    const head = `%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
    const bomb = Buffer.concat([text(head), packed, text('\nendstream\nendobj\nstartxref\n0\n%%EOF\n')]);
    expect(await check(bomb)).toMatchObject({ ok: false, message: /過於複雜/ });
    expect(await check(await pdf())).toMatchObject({ ok: true });
  });
});

describe('[R19] pictures that are refused', () => {
  it.each([
    ['too many pixels in a PNG', pngHeader(20_000, 20_000), /尺寸過大/],
    ['too many pixels in a JPEG', jpeg(60_000, 60_000), /尺寸過大/],
    ['no pixels', pngHeader(0, 5), /已損毀/],
    ['a PNG cut short', png().subarray(0, 500), /已損毀/],
    ['a JPEG cut short', jpeg(5, 5).subarray(0, 22), /已損毀/],
    ['a JPEG whose pixels are not there', jpeg(800, 600), /已損毀/],
    ['a PNG whose pixels are fewer than it says', pngHeader(5_000, 5_000), /已損毀/],
    ['something behind the picture', Buffer.concat([png(2, 2), text('<script>')]), /已損毀/],
    ['a zip behind a JPEG', Buffer.concat([jpeg(5, 5), zipTail()]), /夾帶其他資料/],
    ['a GIF', text('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), /不是 PDF、PNG 或 JPEG 檔/],
    [
      'a drawing that may hold script',
      text('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      /不是 PDF、PNG 或 JPEG 檔/,
    ],
  ])('%s', async (_, bytes, message) => {
    const result = await check(bytes, '照片.png');
    expect(result.ok ? '' : result.message).toMatch(message);
  });
});

it('a message names the file without its hidden marks, and shortly', async () => {
  const result = await check(text('x'), `自傳\u202efdp.exe${'長'.repeat(200)}.pdf`);
  expect(result.ok ? '' : result.message).toMatch(/^「自傳fdp\.exe長+…長+\.pdf」不是/);
});
