/**
 * One sheet of texts as an OpenDocument spreadsheet: widths, and bold heads that stay in sight. A library
 * writes cells too, but neither of these, and a sheet of cut-off addresses is of no use. The heads are ordinary
 * rows, because some readers pass over `table:table-header-rows`.
 */
import { buffer } from 'node:stream/consumers';
import archiver from 'archiver';
import { escapeXml } from './xml-text.ts';

/** What a sheet says, whichever file it goes into. */
export interface SheetTable {
  sheet: string;
  /** Stands over the whole width. */
  caption: string;
  heads: readonly string[];
  /** In characters of Latin text. */
  widths: readonly number[];
  rows: readonly (readonly string[])[];
}

const MIME = 'application/vnd.oasis.opendocument.spreadsheet';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES = ['office', 'style', 'table', 'text']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
  .join(' ');
const MM_PER_CHARACTER = 2;

/** A cell that can only be text: neither a leading `=` nor leading zeros mean anything. */
const cell = (text: string, attributes = ''): string =>
  text === ''
    ? `<table:table-cell${attributes}/>`
    : `<table:table-cell${attributes} office:value-type="string"><text:p>${escapeXml(text)}</text:p></table:table-cell>`;
const row = (cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;

function content(table: SheetTable): string {
  const widths = table.widths.map(
    (width, i) =>
      `<style:style style:name="co${i}" style:family="table-column"><style:table-column-properties style:column-width="${width * MM_PER_CHARACTER}mm"/></style:style>`,
  );
  const columns = table.widths.map(
    (_, i) => `<table:table-column table:style-name="co${i}" table:default-cell-style-name="text"/>`,
  );
  const span = table.heads.length;
  const caption = [
    cell(table.caption, ` table:style-name="head" table:number-columns-spanned="${span}"`),
    `<table:covered-table-cell table:number-columns-repeated="${span - 1}"/>`,
  ];
  const heads = table.heads.map((head) => cell(head, ' table:style-name="head"'));
  return `${HEAD}<office:document-content ${NAMESPACES} office:version="1.3"><office:automatic-styles>${widths.join('')}<style:style style:name="sheet" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="${escapeXml(table.sheet)}" table:style-name="sheet">${columns.join('')}${row(caption)}${row(heads)}${table.rows.map((cells) => row(cells.map((text) => cell(text)))).join('')}</table:table></office:spreadsheet></office:body></office:document-content>`;
}

/** Text format for cells, so that a phone keeps its zero when it is edited; A4 lying, one page wide. */
const STYLES = `${HEAD}<office:document-styles ${NAMESPACES} xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3"><office:styles><number:text-style style:name="N100"><number:text-content/></number:text-style><style:style style:name="Default" style:family="table-cell"><style:text-properties fo:language="zh" fo:country="TW" style:language-asian="zh" style:country-asian="TW"/></style:style><style:style style:name="text" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="N100"/><style:style style:name="head" style:family="table-cell" style:parent-style-name="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style></office:styles><office:automatic-styles><style:page-layout style:name="page"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0" fo:margin="15mm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="page"/></office:master-styles></office:document-styles>`;

function settings(sheet: string): string {
  const item = (name: string, type: string, value: string | number): string =>
    `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`;
  const split = [
    item('VerticalSplitMode', 'short', 2),
    item('VerticalSplitPosition', 'int', 2),
    item('ActiveSplitRange', 'short', 2),
    item('PositionBottom', 'int', 2),
  ].join('');
  return `${HEAD}<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry><config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="${escapeXml(sheet)}">${split}</config:config-item-map-entry></config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`;
}

const MANIFEST = `${HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${MIME}"/>${['content.xml', 'styles.xml', 'settings.xml'].map((name) => `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="text/xml"/>`).join('')}</manifest:manifest>`;

/** The file's bytes. Holds the whole sheet in memory: meant for lists of some thousand rows. */
export async function writeOdsTable(table: SheetTable): Promise<Uint8Array> {
  const zip = archiver('zip', { zlib: { level: 6 } });
  const whole = buffer(zip);
  // The standard wants the type first and uncompressed.
  zip.append(MIME, { name: 'mimetype', store: true } as archiver.ZipEntryData);
  zip.append(content(table), { name: 'content.xml' });
  zip.append(STYLES, { name: 'styles.xml' });
  zip.append(settings(table.sheet), { name: 'settings.xml' });
  zip.append(MANIFEST, { name: 'META-INF/manifest.xml' });
  await zip.finalize();
  return new Uint8Array(await whole);
}
