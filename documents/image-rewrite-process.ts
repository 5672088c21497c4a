/** The process that decodes pictures from outside and writes them anew. Started by `image-rewrite.ts` only. */
import sharp from 'sharp';
import { MAX_PIXELS } from './image-check.ts';
import type { ImageAnswer, ImageJob } from './image-rewrite.ts';
import type { Reply } from './job-pool.ts';
import { guardProcess } from './process-guard.ts';

/** Good for scanned print, and no larger than what scanners write. */
const JPEG_QUALITY = 85;

guardProcess();
// Of the library's many readers two are left, and those read from memory only.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
sharp.cache(false);
sharp.concurrency(1);

async function rewrite({ bytes, mediaType, within }: ImageJob): Promise<Uint8Array> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
  const { space } = await image.metadata();
  // A scan in grey would become three times as large in colours.
  image.autoOrient().toColourspace(space === 'b-w' ? 'b-w' : 'srgb');
  if (within) image.resize({ width: within, height: within, fit: 'inside', withoutEnlargement: true });
  if (mediaType === 'image/png') return image.png().toBuffer();
  return image.flatten({ background: '#ffffff' }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
}

process.on('message', (job: ImageJob) => {
  rewrite(job)
    .catch((): ImageAnswer => null)
    .then((value) => process.send?.({ ok: true, value } satisfies Reply));
});
process.send?.('ready');
