/** The process that parses PDFs from outside. Started by `attachment-check.ts` only. */
import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFObject,
  PDFStream,
} from 'pdf-lib';
import type { PdfVerdict } from './attachment-check.ts';
import { carriesArchive } from './carried-archive.ts';
import type { Reply } from './job-pool.ts';
import { guardProcess } from './process-guard.ts';

/** Keys and kinds of action that run something. */
const ACTIVE = new Set([
  'JavaScript',
  'JS',
  'Launch',
  'RichMedia',
  'XFA',
  'ImportData',
  'SubmitForm',
  'Rendition',
]);
const EMBEDDED = new Set(['EmbeddedFile', 'EmbeddedFiles', 'EF', 'Collection', 'GoToE']);

async function judge(bytes: Uint8Array): Promise<PdfVerdict> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = data.lastIndexOf('%%EOF');
  if (end < 0) return { ok: false, reason: 'broken' };
  if (hasForeignData(data, end)) return { ok: false, reason: 'trailing' };
  let document: PDFDocument;
  try {
    document = await PDFDocument.load(bytes, { throwOnInvalidObject: true, updateMetadata: false });
  } catch (error) {
    // The class has no usable prototype in the compiled package, so the name decides as well.
    const told = error instanceof EncryptedPDFError || /encrypted/i.test(String(error));
    // Objects packed into an encrypted stream fail before the parser comes to see why.
    const encrypted = told || data.includes('/Encrypt');
    return { ok: false, reason: encrypted ? 'encrypted' : 'broken' };
  }
  const found = new Set<string>();
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    // `/S 5 0 R` may point at the name that counts.
    if (object instanceof PDFName) found.add(object.decodeText());
    else collect(object, found);
  }
  if ([...ACTIVE].some((name) => found.has(name))) return { ok: false, reason: 'active' };
  if ([...EMBEDDED].some((name) => found.has(name))) return { ok: false, reason: 'embedded' };
  const pages = document.getPageCount();
  return pages === 0 ? { ok: false, reason: 'empty' } : { ok: true, pages };
}

/** Something behind the end, or markup and archives in the file: another programme would read another kind of file. */
function hasForeignData(data: Buffer, end: number): boolean {
  const rest = data.subarray(end + 5).toString('latin1');
  const start = data.subarray(0, 1024).toString('latin1');
  return /[^\s\0]/.test(rest) || /<(?:html|script|svg|body|!doctype)/i.test(start) || carriesArchive(data);
}

/**
 * Adds every key and every name used as an action's kind (`/S`) or a type. Strings and streams' contents are not
 * looked at: the words of a page may speak of JavaScript. Nesting too deep to follow makes the file broken.
 */
function collect(object: PDFObject, found: Set<string>): void {
  if (object instanceof PDFArray) {
    for (const item of object.asArray()) collect(item, found);
    return;
  }
  const dict = object instanceof PDFStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  for (const [key, value] of dict.entries()) {
    const name = key.decodeText();
    found.add(name);
    if (value instanceof PDFName && (name === 'S' || name === 'Type' || name === 'Subtype'))
      found.add(value.decodeText());
    else collect(value, found);
  }
}

guardProcess();
const answer = (reply: Reply): void => {
  process.send?.(reply);
};
process.on('message', (bytes: Uint8Array) => {
  judge(bytes)
    .catch((): PdfVerdict => ({ ok: false, reason: 'broken' }))
    .then((value) => answer({ ok: true, value }));
});
process.send?.('ready');
