/** OpenDocument files made part by part, good ones and such as must be refused. */
import { buffer } from 'node:stream/consumers';
import archiver from 'archiver';

export const ODT = 'application/vnd.oasis.opendocument.text';
const NAMESPACES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"';

/** A text document whose body holds `body`; more parts, or other ones, by name. */
export async function odt(
  body = '<text:p>報名表</text:p>',
  parts: Readonly<Record<string, string | Buffer>> = {},
): Promise<Uint8Array> {
  const zip = archiver('zip', { zlib: { level: 6 } });
  const whole = buffer(zip);
  const all = {
    mimetype: ODT,
    'content.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content ${NAMESPACES}><office:scripts/><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    'meta.xml':
      '<office:document-meta><office:meta><meta:template xlink:href="file:///C:/temp/a.ott"/></office:meta></office:document-meta>',
    'META-INF/manifest.xml': '<manifest:manifest/>',
    ...parts,
  };
  for (const [name, content] of Object.entries(all))
    zip.append(content, { name, store: name === 'mimetype' } as archiver.ZipEntryData);
  await zip.finalize();
  return new Uint8Array(await whole);
}
