import { crc32, deflateSync } from 'node:zlib';

/**
 * A PNG made here: a head and shoulders on a pale ground, or any other size for limits.
 * @param grain how far each colour strays, as a photograph's does, so that it cannot be packed to nothing
 */
export function png(width = 300, height = 380, grain = 0): Buffer {
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const u = x / width - 0.5;
      const v = y / height;
      const head = (u / 0.2) ** 2 + ((v - 0.36) / 0.2) ** 2 < 1;
      const body = (u / 0.4) ** 2 + ((v - 1) / 0.36) ** 2 < 1;
      const colour = head || body ? [120, 108, 130] : [228, 224, 232];
      const at = y * (width * 3 + 1) + 1 + x * 3;
      raw.set(grain > 0 ? colour.map((c, i) => c + (stray(at + i) % grain)) : colour, at);
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The same for the same place: a picture made twice has the same bytes. */
const stray = (place: number): number => (Math.imul(place + 1, 2_654_435_761) >>> 8) ^ (place % 13);

/** A PNG that only says how large it is. */
export function pngHeader(width: number, height: number): Buffer {
  const small = png(2, 2);
  small.writeUInt32BE(width, 16);
  small.writeUInt32BE(height, 20);
  small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
  return small;
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
