/** The two tables of an OpenType file that decide what can be set: its family names and its characters. */

/** One bit for each code point. */
export type Coverage = Uint8Array;
export const noCoverage = (): Coverage => new Uint8Array(0x110000 / 8);
export const covers = (coverage: Coverage, point: number): boolean =>
  ((coverage[point >> 3] ?? 0) & (1 << (point & 7))) !== 0;

function add(coverage: Coverage, point: number): void {
  coverage[point >> 3] = (coverage[point >> 3] ?? 0) | (1 << (point & 7));
}

/**
 * Reads a .ttf, .otf or .ttc file.
 * @param coverage gains every character that has a glyph
 * @returns the family names (entries 1 and 16), in the file's order
 * @throws RangeError when the file ends before its tables do
 */
export function readFont(bytes: Buffer, coverage: Coverage): string[] {
  const collection = bytes.toString('latin1', 0, 4) === 'ttcf';
  const starts = collection
    ? Array.from({ length: bytes.readUInt32BE(8) }, (_, i) => bytes.readUInt32BE(12 + 4 * i))
    : [0];
  const families = new Set<string>();
  for (const start of starts) {
    const tables = directory(bytes, start);
    const name = tables.get('name');
    const cmap = tables.get('cmap');
    if (name !== undefined) for (const family of familyNames(bytes, name)) families.add(family);
    if (cmap !== undefined) readCharacters(bytes, cmap, coverage);
  }
  return [...families];
}

function directory(bytes: Buffer, start: number): Map<string, number> {
  const found = new Map<string, number>();
  for (let i = 0; i < bytes.readUInt16BE(start + 4); i += 1) {
    const at = start + 12 + 16 * i;
    found.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
  }
  return found;
}

function familyNames(bytes: Buffer, table: number): string[] {
  const strings = table + bytes.readUInt16BE(table + 4);
  const names: string[] = [];
  for (let i = 0; i < bytes.readUInt16BE(table + 2); i += 1) {
    const at = table + 6 + 12 * i;
    const platform = bytes.readUInt16BE(at);
    const id = bytes.readUInt16BE(at + 6);
    if ((id !== 1 && id !== 16) || (platform !== 0 && platform !== 3)) continue;
    const from = strings + bytes.readUInt16BE(at + 10);
    const text = bytes.subarray(from, from + bytes.readUInt16BE(at + 8));
    names.push(new TextDecoder('utf-16be').decode(text));
  }
  return names;
}

function readCharacters(bytes: Buffer, table: number, coverage: Coverage): void {
  for (let i = 0; i < bytes.readUInt16BE(table + 2); i += 1) {
    const at = table + bytes.readUInt32BE(table + 4 + 8 * i + 4);
    const format = bytes.readUInt16BE(at);
    if (format === 12) readGroups(bytes, at, coverage);
    else if (format === 4) readSegments(bytes, at, coverage);
  }
}

/** Format 12: the whole of Unicode, in groups of consecutive glyphs. */
function readGroups(bytes: Buffer, at: number, coverage: Coverage): void {
  for (let i = 0; i < bytes.readUInt32BE(at + 12); i += 1) {
    const group = at + 16 + 12 * i;
    const first = bytes.readUInt32BE(group);
    const glyph = bytes.readUInt32BE(group + 8);
    const last = Math.min(bytes.readUInt32BE(group + 4), 0x10ffff);
    for (let point = first; point <= last; point += 1) if (glyph + point - first > 0) add(coverage, point);
  }
}

/** Format 4: the basic plane, in segments with a shift or a glyph list. */
function readSegments(bytes: Buffer, at: number, coverage: Coverage): void {
  const segments = bytes.readUInt16BE(at + 6) / 2;
  for (let i = 0; i < segments; i += 1) {
    const last = bytes.readUInt16BE(at + 14 + 2 * i);
    const first = bytes.readUInt16BE(at + 16 + 2 * segments + 2 * i);
    const shift = bytes.readUInt16BE(at + 16 + 4 * segments + 2 * i);
    const listAt = at + 16 + 6 * segments + 2 * i;
    const list = bytes.readUInt16BE(listAt);
    for (let point = first; point <= last && point !== 0xffff; point += 1) {
      const glyph = list === 0 ? point + shift : bytes.readUInt16BE(listAt + list + 2 * (point - first));
      if ((glyph & 0xffff) !== 0) add(coverage, point);
    }
  }
}
