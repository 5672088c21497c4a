/**
 * A picture as it is kept: decoded, turned upright and written anew. What a camera or a stranger put beside the
 * pixels (place, device, colour profiles, comments, a second file) does not come along.
 */
import { createCheckProcess } from './check-process.ts';
import type { CheckedImage, ImageType } from './image-check.ts';

/** What the process gets. */
export interface ImageJob {
  bytes: Uint8Array;
  mediaType: ImageType;
  /** The longest side may have this many pixels; larger pictures are made smaller. */
  within?: number | undefined;
}
/** What it answers: the new file, or null when the pixels cannot be read. */
export type ImageAnswer = Uint8Array | null;

export type RewrittenImage = { ok: true; bytes: Uint8Array } | { ok: false; message: string };

/** Fifty million pixels of an interlaced picture lie in memory at once. */
const PROCESS = createCheckProcess(new URL('./image-rewrite-process.ts', import.meta.url), {
  memoryMb: 512,
  timeoutMs: 30_000,
});

/**
 * @param image what `checkImage` let through: its size is bounded
 * @param o.mediaType of the new file, default the picture's own
 */
export async function rewriteImage(
  bytes: Uint8Array,
  image: CheckedImage & { ok: true },
  o: { mediaType?: ImageType; within?: number } = {},
): Promise<RewrittenImage> {
  const job: ImageJob = { bytes, mediaType: o.mediaType ?? image.mediaType, within: o.within };
  const answer = (await PROCESS.run(job)) as ImageAnswer | 'tooMuch';
  if (answer === 'tooMuch') return { ok: false, message: '圖片過於複雜，無法處理，請縮小或重新儲存後再上傳' };
  if (answer === null) return { ok: false, message: '圖檔不完整或已損毀，請重新儲存後再上傳' };
  return { ok: true, bytes: answer };
}
