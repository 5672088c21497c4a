import net from 'node:net';
import { Answer, type Answered } from './answer.ts';

export type { Answered } from './answer.ts';

export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}
/**
 * A client on kept connections, as many at a time as there are workers. It writes to sockets itself: the load shares the
 * cores with what it measures, and Node's client takes a fifth of what a page costs.
 */
export function client(url: string, connections: number): (asked: Asked) => Promise<Answered> {
  const { hostname, port, host } = new URL(url);
  const free: Line[] = [];
  const waiting: ((line: Line) => void)[] = [];
  let open = 0;

  function line(): Promise<Line> | Line {
    for (let idle = free.pop(); idle; idle = free.pop()) {
      if (idle.fresh) return idle;
      idle.close();
      open -= 1;
    }
    if (open >= connections) return new Promise((resolve) => waiting.push(resolve));
    open += 1;
    return new Line(hostname, Number(port));
  }
  function giveBack(used: Line): void {
    const next = waiting.shift();
    const kept = used.alive ? used : next && new Line(hostname, Number(port));
    if (next && kept) next(kept);
    else if (kept) free.push(kept);
    else open -= 1;
  }

  return async (asked) => {
    const own = await line();
    try {
      return await own.ask(host, asked);
    } finally {
      giveBack(own);
    }
  };
}

/** The server closes a connection that was idle for five seconds. */
const IDLE_MS = 3_000;

/** One connection, one request at a time. */
class Line {
  alive = true;
  private usedAt = 0;
  private readonly socket: net.Socket;
  private heard: ((bytes: Buffer | null, error?: Error) => void) | null = null;

  constructor(host: string, port: number) {
    this.socket = net.connect({ host, port, noDelay: true });
    this.socket.on('data', (bytes) => this.heard?.(bytes));
    this.socket.on('error', (error) => this.gone(error));
    this.socket.on('close', () => this.gone());
  }

  /** Not closed by the server, nor about to be. */
  get fresh(): boolean {
    return this.alive && performance.now() - this.usedAt < IDLE_MS;
  }
  close(): void {
    this.alive = false;
    this.socket.destroy();
  }

  private gone(error?: Error): void {
    this.alive = false;
    this.heard?.(null, error);
  }

  ask(host: string, { method, path, headers, body }: Asked): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const began = performance.now();
      const answer = new Answer(began);
      this.heard = (bytes, error) => {
        let done: Answered | undefined;
        try {
          done = bytes ? answer.take(bytes) : answer.end(error);
        } catch (e) {
          this.heard = null;
          this.close();
          return reject(e);
        }
        if (!done) return;
        this.heard = null;
        this.usedAt = performance.now();
        if (answer.last) this.close();
        resolve(done);
      };
      let head = `${method} ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
      for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
      if (body) head += `content-length: ${body.length}\r\n`;
      const bytes = Buffer.from(`${head}\r\n`, 'latin1');
      if (!this.alive) return this.heard(null);
      this.socket.write(body ? Buffer.concat([bytes, body]) : bytes);
    });
  }
}
