/** Characters XML 1.0 cannot hold, not even escaped. */
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** Most texts hold neither those nor a character with a meaning of its own. */
const TO_ESCAPE = /[&<>"\r]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A bare carriage return would be read back as a line feed.
  '\r': '&#13;',
};

/** A text for the content of an element or a quoted attribute; what XML cannot hold is dropped. */
export function escapeXml(text: string): string {
  if (!TO_ESCAPE.test(text)) return text;
  return text.replace(ILLEGAL, '').replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}
