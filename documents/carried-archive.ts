/**
 * Whether a zip hides at the end of another file: its end record within the last 64 kB, with the directory right
 * before it. Programmes that open zips look there and nowhere else, so such a file is two files at once.
 */
export function carriesArchive(data: Buffer): boolean {
  const from = Math.max(0, data.length - 65_557);
  for (let at = data.indexOf('PK\x05\x06', from, 'latin1'); at >= 0; ) {
    if (at + 22 > data.length) return false;
    const directory = at - data.readUInt32LE(at + 12);
    const entries = data.readUInt16LE(at + 10);
    if (entries > 0 && directory >= 0 && data.toString('latin1', directory, directory + 4) === 'PK\x01\x02')
      return true;
    at = data.indexOf('PK\x05\x06', at + 4, 'latin1');
  }
  return false;
}
