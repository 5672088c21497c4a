export interface Answered {
  status: number;
  location: string;
  body: Buffer;
  /** Milliseconds from the request to the first byte of the body; NaN when it had none. */
  firstByteMs: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** An answer as its bytes come in. */
export class Answer {
  /** The server closes the connection behind it. */
  last = false;
  private readonly began: number;
  private parts: Buffer[] = [];
  private length = 0;
  private head = '';
  /** Bytes of the body, -1 in chunks, -2 until the connection ends. */
  private expected = 0;
  private firstByteMs = Number.NaN;

  constructor(began: number) {
    this.began = began;
  }

  /** The answer when these bytes complete it. */
  take(bytes: Buffer): Answered | undefined {
    this.parts.push(bytes);
    this.length += bytes.length;
    if (this.head === '' && !this.readHead()) return undefined;
    if (this.length > 0 && Number.isNaN(this.firstByteMs)) this.firstByteMs = performance.now() - this.began;
    if (this.expected === -2) return undefined;
    if (this.expected >= 0) return this.length < this.expected ? undefined : this.whole(this.join());
    // the last chunk is empty
    const tail = bytes.length < LAST_CHUNK.length ? this.join() : bytes;
    if (!tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)) return undefined;
    const body = unchunked(this.join());
    return body && this.whole(body);
  }

  /** The answer of a connection that ended. @throws when it was not whole */
  end(error?: Error): Answered {
    if (this.head !== '' && this.expected === -2) return this.whole(this.join());
    throw error ?? Object.assign(new Error('cut off'), { code: 'cutOff' });
  }

  private readHead(): boolean {
    const all = this.join();
    const at = all.indexOf(END_OF_HEAD);
    if (at < 0) return false;
    this.head = all.toString('latin1', 0, at + 2);
    const rest = all.subarray(at + END_OF_HEAD.length);
    this.parts = [rest];
    this.length = rest.length;
    const status = this.status();
    const length = this.header('content-length');
    if (status === 304 || status === 204) this.expected = 0;
    else if (length !== '') this.expected = Number(length);
    else this.expected = this.header('transfer-encoding') === 'chunked' ? -1 : -2;
    this.last = this.header('connection') === 'close' || this.expected === -2;
    return true;
  }

  private join(): Buffer {
    if (this.parts.length !== 1) this.parts = [Buffer.concat(this.parts)];
    return this.parts[0] as Buffer;
  }
  private status(): number {
    return Number(this.head.slice(9, 12));
  }
  private header(name: string): string {
    return new RegExp(`\\r\\n${name}: *([^\\r]*)\\r`, 'i').exec(this.head)?.[1] ?? '';
  }
  private whole(body: Buffer): Answered {
    return { status: this.status(), location: this.header('location'), body, firstByteMs: this.firstByteMs };
  }
}

const LAST_CHUNK = Buffer.from('0\r\n\r\n');

/** The body without the lengths between its chunks; undefined while the last one is missing. */
function unchunked(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16);
    if (size === 0) return Buffer.concat(chunks);
    if (end + 2 + size + 2 > bytes.length) return undefined;
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
