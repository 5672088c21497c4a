/** PNG and JPEG by their content: size in pixels, and no second file behind the picture. */
import { fileTypeFromBuffer } from 'file-type';
import { carriesArchive } from './carried-archive.ts';

export type ImageType = 'image/png' | 'image/jpeg';
export type CheckedImage =
  | { ok: true; mediaType: ImageType; width: number; height: number }
  | { ok: false; message: string };

/** A scanned A4 page at 600 dpi has 35 million. */
export const MAX_PIXELS = 50_000_000;

/** @returns `null` when it is neither a PNG nor a JPEG */
export async function checkImage(bytes: Uint8Array): Promise<CheckedImage | null> {
  const type = await fileTypeFromBuffer(bytes);
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mediaType = type?.mime;
  if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return null;
  const size = imageSize(data);
  if (size === null) return { ok: false, message: '圖檔不完整或已損毀，請重新儲存後再上傳' };
  if (size.width * size.height > MAX_PIXELS)
    return { ok: false, message: '圖片尺寸過大，請縮小至五千萬像素以內（例如 6000 × 8000）後再上傳' };
  if (carriesArchive(data)) return { ok: false, message: '圖檔內夾帶其他資料，請重新儲存圖片後再上傳' };
  return { ok: true, mediaType, ...size };
}

/** Width and height of a whole PNG or JPEG; `null` for anything else. Decodes nothing. */
export function imageSize(data: Buffer): { width: number; height: number } | null {
  const png = data.subarray(0, 8).toString('latin1') === '\x89PNG\r\n\x1a\n';
  const jpeg = data.subarray(0, 3).toString('latin1') === '\xff\xd8\xff';
  const size = png ? pngSize(data) : jpeg ? jpegSize(data) : null;
  return size && size.width > 0 && size.height > 0 ? size : null;
}

/** Walks the chunks; the picture must be whole and end with the file. */
function pngSize(data: Buffer): { width: number; height: number } | null {
  if (data.length < 33 || data.toString('latin1', 12, 16) !== 'IHDR') return null;
  let at = 8;
  while (at + 12 <= data.length) {
    const type = data.toString('latin1', at + 4, at + 8);
    at += 12 + data.readUInt32BE(at);
    if (type === 'IEND') {
      const size = { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
      return at === data.length ? size : null;
    }
  }
  return null;
}

/** The first start-of-frame segment holds the size; a later end-of-image marker shows that the picture is whole. */
function jpegSize(data: Buffer): { width: number; height: number } | null {
  let at = 2;
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) {
      const whole = data.includes(Buffer.from([0xff, 0xd9]), at);
      return whole ? { width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) } : null;
    }
    at += 2 + data.readUInt16BE(at + 2);
  }
  return null;
}
