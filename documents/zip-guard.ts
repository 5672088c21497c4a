/**
 * Whether a zip may be unfolded: what it says it holds is within limits, and what it holds is what it says.
 * A kilobyte can unfold to gigabytes, so every part is inflated here first, against a hard limit.
 */
import { inflateRawSync } from 'node:zlib';

export type ZipVerdict = { ok: true; names: string[] } | { ok: false; why: 'broken' | 'encrypted' | 'bomb' };
/** A part of an archive, unfolded. */
export interface ZipPart {
  name: string;
  /** As it lies in the archive, not packed. */
  stored: boolean;
  bytes: Buffer;
}

export interface ZipLimits {
  /** Parts of the archive. */
  parts: number;
  /** Bytes of all parts together, unfolded. */
  bytes: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const CENTRAL_SIZE = 46;
const LOCAL_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;

interface Part {
  name: string;
  method: number;
  flags: number;
  packed: number;
  size: number;
  offset: number;
}

/** Whether the bytes are a zip, as XLSX and OpenDocument are. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Judges the archive by its central directory, then by inflating each part as far as it says it goes. */
export function judgeZip(bytes: Uint8Array, limits: ZipLimits): ZipVerdict {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = directory(data, limits.parts);
  if (parts === null) return { ok: false, why: 'broken' };
  if (parts === 'tooMany' || parts.reduce((sum, part) => sum + part.size, 0) > limits.bytes)
    return { ok: false, why: 'bomb' };
  if (parts.some((part) => (part.flags & 1) === 1)) return { ok: false, why: 'encrypted' };
  // parts that share bytes unfold the same ones again and again
  let free = 0;
  for (const part of [...parts].sort((a, b) => a.offset - b.offset)) {
    if (part.offset < free) return { ok: false, why: 'bomb' };
    const start = dataStart(data, part);
    if (start === null) return { ok: false, why: 'broken' };
    free = start + part.packed;
    const unfolded = unfold(data.subarray(start, free), part);
    if (unfolded !== 'ok') return { ok: false, why: unfolded };
  }
  return { ok: true, names: parts.map((part) => part.name) };
}

/**
 * The parts of an archive that `judgeZip` found good, in the order they lie in it, unfolded.
 * @param wanted by name; the others are passed over
 */
export function* zipParts(bytes: Uint8Array, wanted: (name: string) => boolean): Generator<ZipPart> {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = directory(data, Number.POSITIVE_INFINITY);
  if (parts === null || parts === 'tooMany') return;
  for (const part of parts.sort((a, b) => a.offset - b.offset)) {
    const start = dataStart(data, part);
    if (start === null || !wanted(part.name)) continue;
    const packed = data.subarray(start, start + part.packed);
    const stored = part.method === STORED;
    yield { name: part.name, stored, bytes: stored ? packed : inflateRawSync(packed) };
  }
}

function directory(data: Buffer, most: number): Part[] | 'tooMany' | null {
  const end = data.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_SIZE > data.length || data.readUInt32LE(end) !== END) return null;
  const count = data.readUInt16LE(end + 10);
  let at = data.readUInt32LE(end + 16);
  // 0xffff: the counts are elsewhere (zip64), which no import needs
  if (count > most) return 'tooMany';
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_SIZE > end || data.readUInt32LE(at) !== CENTRAL) return null;
    const nameLength = data.readUInt16LE(at + 28);
    parts.push({
      flags: data.readUInt16LE(at + 8),
      method: data.readUInt16LE(at + 10),
      packed: data.readUInt32LE(at + 20),
      size: data.readUInt32LE(at + 24),
      offset: data.readUInt32LE(at + 42),
      name: data.subarray(at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength).toString('utf8'),
    });
    at += CENTRAL_SIZE + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return parts;
}

function dataStart(data: Buffer, part: Part): number | null {
  const { offset } = part;
  if (offset + LOCAL_SIZE > data.length || data.readUInt32LE(offset) !== LOCAL) return null;
  const start = offset + LOCAL_SIZE + data.readUInt16LE(offset + 26) + data.readUInt16LE(offset + 28);
  return start + part.packed > data.length ? null : start;
}

function unfold(packed: Buffer, part: Part): 'ok' | 'broken' | 'bomb' {
  if (part.method === STORED) return packed.length === part.size ? 'ok' : 'broken';
  if (part.method !== DEFLATED) return 'broken';
  try {
    const { length } = inflateRawSync(packed, { maxOutputLength: Math.max(1, part.size) });
    return length === part.size ? 'ok' : 'broken';
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'bomb' : 'broken';
  }
}
