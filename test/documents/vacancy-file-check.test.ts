import { expect, it } from 'vitest';
import { writeOdsTable } from '../../documents/ods-table.ts';
import { checkVacancyFile } from '../../documents/vacancy-file-check.ts';
import { ODT, odt } from './odf.ts';
import { png } from './png.ts';

const check = (bytes: Uint8Array) => checkVacancyFile({ name: '報名表.odt', bytes });
const LINK = (href: string) => `<text:a xlink:href="${href}">連結</text:a>`;

it('[R30] takes OpenDocument texts and spreadsheets as they are, whatever their names say', async () => {
  const text = await odt(
    `${LINK('https://web.example/?a=1&amp;b=2')}${LINK('#第二節')}${LINK('mailto:a@b.example')}`,
  );
  expect(await check(text)).toEqual({ ok: true, mediaType: ODT, bytes: text });
  const table = { sheet: '表', caption: '職務表', heads: ['一', '二'], widths: [10, 10], rows: [['a', 'b']] };
  const sheet = await writeOdsTable(table);
  expect(await check(sheet)).toMatchObject({
    ok: true,
    mediaType: 'application/vnd.oasis.opendocument.spreadsheet',
  });
  expect(await check(png(4, 4))).toMatchObject({ ok: true, mediaType: 'image/png' });
});

it('[R30] refuses what acts, hides, unfolds without end, or is another kind of file, and says what to do', async () => {
  const good = await odt();
  const cases: [what: string, file: Uint8Array, said: string][] = [
    ['a macro', await odt(undefined, { 'Basic/Standard/Module1.xml': '<module/>' }), '含有巨集'],
    ['a script beside', await odt(undefined, { 'Scripts/python/a.py': 'x' }), '含有巨集'],
    ['an event', await odt('<script:event-listener script:event-name="dom:load"/>'), '含有巨集'],
    ['an event under another prefix', await odt('<x:event-listener xmlns:x="urn:s"/>'), '含有巨集'],
    ['a script field', await odt('<text:script>1</text:script>'), '含有巨集'],
    ['a link that runs', await odt(LINK('vnd.sun.star.script:a.b?language=Basic')), '含有巨集'],
    ['a link that runs, disguised', await odt(LINK('&#109;acro:///a')), '含有巨集'],
    [
      'a picture from elsewhere',
      await odt('<draw:image xlink:href="https://spy.example/1.png"/>'),
      '含有巨集',
    ],
    ['a foreign object', await odt('<draw:object-ole xlink:href="./Object 1"/>'), '含有巨集'],
    ['a programme inside', await odt(undefined, { 'setup.exe': 'MZ' }), '含有巨集'],
    ['an entity', await odt(undefined, { 'styles.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }), '含有巨集'],
    ['a password', await odt(undefined, { 'META-INF/manifest.xml': '<m:encryption-data/>' }), '設有密碼'],
    ['words in UTF-16', await odt(undefined, { 'content.xml': Buffer.from('<a/>', 'utf16le') }), '已損毀'],
    ['no content', await odt(undefined, { 'content.xml': '' }), '已損毀'],
    ['something behind', Buffer.concat([good, Buffer.from('<script>1</script>')]), '已損毀'],
    ['half a file', good.subarray(0, good.length / 2), '已損毀'],
    ['a bomb', await odt(undefined, { 'a.xml': Buffer.alloc(101 * 1024 * 1024) }), '過於複雜'],
    ['another office', await odt(undefined, { mimetype: 'application/vnd.ms-word' }), '請另存為 ODF 或 PDF'],
    ['plain words', new TextEncoder().encode('報名表'), '不是 PDF、PNG、JPEG 或 ODF'],
    ['nothing', new Uint8Array(), '是空的檔案'],
  ];
  for (const [what, file, said] of cases) {
    const verdict = await check(file);
    expect(verdict.ok ? '' : verdict.message, what).toContain(said);
    expect(verdict.ok ? '' : verdict.message, what).toContain('「報名表.odt」');
  }
});
