/** The photograph of a résumé: any JPEG or PNG becomes a small JPEG with nothing beside its pixels. */
import { checkImage } from './image-check.ts';
import { rewriteImage } from './image-rewrite.ts';

/** Longest side in pixels: 38 mm on paper at 600 dpi. */
const WITHIN = 900;

export const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** @returns `photo`: base64, as `BasicPart` keeps it */
export async function resumePhoto(
  bytes: Uint8Array,
): Promise<{ ok: true; photo: string } | { ok: false; message: string }> {
  if (bytes.length > MAX_PHOTO_BYTES) return { ok: false, message: '照片超過 10 MB，請縮小後重新選擇' };
  const image = await checkImage(bytes);
  if (image === null) return { ok: false, message: '照片請使用 JPEG 或 PNG 檔' };
  if (!image.ok) return image;
  const made = await rewriteImage(bytes, image, { mediaType: 'image/jpeg', within: WITHIN });
  return made.ok ? { ok: true, photo: Buffer.from(made.bytes).toString('base64') } : made;
}
