/** OpenDocument texts and spreadsheets by their content: what they are, and that nothing in them acts. */
import type { VacancyFileType } from '../domain/vacancy-files.ts';
import type { OdfVerdict } from './vacancy-file-check.ts';
import { judgeZip, type ZipPart, zipParts } from './zip-guard.ts';

const LIMITS = { parts: 2_000, bytes: 100 * 1024 * 1024 };
const KINDS = [
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
] as const satisfies readonly VacancyFileType[];

/** Folders of macros and dialogues, programmes, and objects of other programmes. */
const ACTIVE_PART = /(?:^|\/)(?:Basic|Scripts|Dialogs)\/|\.(?:bin|class|jar|exe|js|vbs)$/i;
/** Elements that run something, under whatever prefix. */
const ACTIVE_ELEMENT =
  /<(?:[\w.-]+:)?(?:event-listener|script|applet|plugin|object-ole|dde-[\w-]+|floating-frame|cell-range-source)[\s/>]/i;
/** Where a link may lead: the web, mail, telephone, or a place in the document itself. */
const HARMLESS_LINK = /^(?:https?:|mailto:|tel:|[^:&]*$)/i;
/** A picture or section from elsewhere is fetched when the document is opened. */
const FETCHED =
  /<(?:[\w.-]+:)?(?:image|fill-image|background-image|section-source|object)\s[^>]*href\s*=\s*["'](?:\w+:)/i;

/** Judges a file that begins as a zip. Unfolds it: to be called where memory and time are bounded. */
export function judgeOdf(bytes: Uint8Array): OdfVerdict {
  const verdict = judgeZip(bytes, LIMITS);
  if (!verdict.ok) return { ok: false, reason: verdict.why === 'bomb' ? 'tooMuch' : verdict.why };
  const [first] = zipParts(bytes, () => true);
  const mediaType = KINDS.find((kind) => first?.bytes.toString('latin1') === kind);
  // the standard wants the type first and unpacked
  if (first?.name !== 'mimetype' || !first.stored || !mediaType) return { ok: false, reason: 'notOdf' };
  if (!verdict.names.includes('content.xml') || endsElsewhere(bytes)) return { ok: false, reason: 'broken' };
  if (verdict.names.some((name) => ACTIVE_PART.test(name))) return { ok: false, reason: 'active' };
  for (const part of zipParts(bytes, (name) => /\.(?:xml|rdf)$/i.test(name))) {
    const reason = faultOf(part);
    if (reason) return { ok: false, reason };
  }
  return { ok: true, mediaType };
}

function faultOf({ name, bytes }: ZipPart): 'broken' | 'encrypted' | 'active' | null {
  // UTF-16 would hide every word from the patterns; office programmes write UTF-8
  if (bytes.includes(0) || !/^\s*(?:\ufeff)?\s*</.test(bytes.toString('utf8', 0, 64))) return 'broken';
  const text = bytes.toString('utf8');
  if (name === 'META-INF/manifest.xml' && /<(?:[\w.-]+:)?encryption-data[\s/>]/i.test(text))
    return 'encrypted';
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return 'active';
  if (ACTIVE_ELEMENT.test(text) || FETCHED.test(text)) return 'active';
  // which template it was made from is only said there
  if (name === 'meta.xml') return null;
  const links = text.matchAll(/href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi);
  return [...links].some(([, double, single]) => !HARMLESS_LINK.test(double ?? single ?? ''))
    ? 'active'
    : null;
}

/** Something behind the archive: another programme would read another kind of file. */
function endsElsewhere(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return data.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 22 !== data.length;
}
