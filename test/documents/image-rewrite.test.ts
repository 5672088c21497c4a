import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { checkAttachment } from '../../documents/attachment-check.ts';
import { checkImage } from '../../documents/image-check.ts';
import { rewriteImage } from '../../documents/image-rewrite.ts';
import { chunk, png } from './png.ts';

/** What a telephone writes beside the pixels: who, when, where, and how it was held. */
const EXIF = {
  IFD0: { Copyright: 'SECRET-OWNER', Model: 'SECRET-CAMERA' },
  IFD3: {
    GPSLatitudeRef: 'N',
    GPSLatitude: '25/1 2/1 0/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '121/1 31/1 0/1',
  },
};
const photograph = () =>
  sharp(png(300, 200, 40))
    .withExif(EXIF)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();

/** Where a PNG's second chunk begins. */
const AFTER_HEADER = 33;

/** The kept picture; fails the test when it was refused. */
async function kept(bytes: Uint8Array): Promise<Buffer> {
  const checked = await checkAttachment({ name: '照片', bytes });
  if (!checked.ok) throw new Error(checked.message);
  return Buffer.from(checked.bytes);
}

describe('[R19] a picture is kept written anew', () => {
  it('without place, owner, device or a thumbnail, and turned as it was held', async () => {
    const taken = await photograph();
    expect((await sharp(taken).metadata()).exif?.includes('SECRET-OWNER')).toBe(true);
    const made = await kept(taken);
    const meta = await sharp(made).metadata();
    expect(made.includes('SECRET')).toBe(false);
    expect({ exif: meta.exif, icc: meta.icc, xmp: meta.xmp, orientation: meta.orientation }).toEqual({});
    expect([meta.format, meta.width, meta.height]).toEqual(['jpeg', 200, 300]);
  });

  it('without words in a PNG, and with the same pixels', async () => {
    const plain = png(120, 90, 30);
    const words = chunk('tEXt', Buffer.from('Author\0SECRET', 'latin1'));
    const worded = Buffer.concat([plain.subarray(0, AFTER_HEADER), words, plain.subarray(AFTER_HEADER)]);
    const made = await kept(worded);
    expect(made.includes('SECRET')).toBe(false);
    const pixels = (bytes: Buffer) => sharp(bytes).removeAlpha().raw().toBuffer();
    expect((await pixels(made)).equals(await pixels(plain))).toBe(true);
  });

  it('without a second file behind its end or in a comment of its own', async () => {
    const taken = await photograph();
    const behind = Buffer.concat([taken, Buffer.from('<script>SECRET</script>')]);
    const comment = Buffer.from('\xff\xfe\x00\x1a<html>SECRET PAGE</html>', 'latin1');
    const inside = Buffer.concat([taken.subarray(0, 2), comment, taken.subarray(2)]);
    for (const file of [behind, inside]) expect((await kept(file)).includes('SECRET')).toBe(false);
  });

  it('a scan in grey stays in grey, a see-through one stays see-through', async () => {
    const grey = await sharp(png()).toColourspace('b-w').png().toBuffer();
    expect((await sharp(await kept(grey)).metadata()).channels).toBe(1);
    const clear = await sharp(png()).ensureAlpha(0.5).png().toBuffer();
    expect((await sharp(await kept(clear)).metadata()).hasAlpha).toBe(true);
  });

  it('may be asked for as JPEG within a size, never made larger', async () => {
    const wide = png(2_000, 1_000);
    const image = await checkImage(wide);
    if (!image?.ok) throw new Error('no picture');
    const made = async (within: number) => {
      const anew = await rewriteImage(wide, image, { mediaType: 'image/jpeg', within });
      const meta = await sharp(anew.ok ? anew.bytes : undefined).metadata();
      return [meta.format, meta.width, meta.height];
    };
    expect(await made(800)).toEqual(['jpeg', 800, 400]);
    expect(await made(3_000)).toEqual(['jpeg', 2_000, 1_000]);
  });

  it('a flood of pixels within the limit is no flood of memory, and the next picture is served as ever', async () => {
    const flood = await sharp({ create: { width: 7_000, height: 7_000, channels: 3, background: '#000' } })
      .png()
      .toBuffer();
    expect(flood.length).toBeLessThan(1_000_000);
    expect((await sharp(await kept(flood)).metadata()).width).toBe(7_000);
    expect((await sharp(await kept(png())).metadata()).width).toBe(300);
  });
});
