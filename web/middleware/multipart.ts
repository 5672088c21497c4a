import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { PostedFile, PostedForm } from './state.ts';

/**
 * Reads a multipart form as a stream (parseBody would hold it nearly four times over). Files beyond `filesBytes`
 * in all are read to the end but not kept, so that the page can say so with every text still in place.
 * @throws HTTPException 400 for a body that is no form, 413 when the texts are too long
 */
export async function readMultipart(
  c: Context,
  o: { filesBytes: number; maxFiles: number; keepFiles: boolean },
): Promise<PostedForm> {
  const entries: [string, string][] = [];
  const files: PostedFile[] = [];
  let held = 0;
  let filesTooLarge = false;
  let textTooLong = false;
  let filesDropped = false;
  const busboy = parser(c, o.maxFiles);
  busboy.on('field', (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) textTooLong = true;
    else entries.push([name, value]);
  });
  busboy.on('file', (field, stream, name, _encoding, mediaType) => {
    const chunks: Buffer[] = [];
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      held += chunk.length;
      if (held > o.filesBytes) {
        filesTooLarge = true;
        chunks.length = 0;
      } else if (o.keepFiles) chunks.push(chunk);
    });
    stream.on('end', () => {
      // a file input left empty posts a file without name and bytes
      if (!name && size === 0) return;
      if (!o.keepFiles) filesDropped = true;
      else if (!filesTooLarge)
        files.push({ field, name: name ?? '', mediaType, bytes: Buffer.concat(chunks) });
    });
  });
  for (const limit of ['partsLimit', 'fieldsLimit'] as const)
    busboy.on(limit, () => {
      textTooLong = true;
    });
  busboy.on('filesLimit', () => {
    filesTooLarge = true;
  });
  try {
    await pipeline(Readable.fromWeb(c.req.raw.body as unknown as NodeStream), busboy);
  } catch {
    throw new HTTPException(400);
  }
  if (textTooLong) throw new HTTPException(413);
  return { entries, files: filesTooLarge ? [] : files, filesDropped, filesTooLarge };
}

function parser(c: Context, maxFiles: number): BusboyInstance {
  const headers = { 'content-type': c.req.header('content-type') ?? '' } as BusboyHeaders;
  try {
    return new Busboy({
      headers,
      limits: { fields: 2_000, fieldSize: 200_000, fieldNameSize: 200, files: maxFiles, parts: 2_100 },
    });
  } catch {
    throw new HTTPException(400);
  }
}
