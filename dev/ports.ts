import net from 'node:net';

/** True when nobody listens on `port` of 127.0.0.1 and we could. */
const free = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = net.createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });

/** Ports given out a moment ago, by the time of it: their owners may not have bound them yet. */
const promised = new Map<number, number>();
const PROMISE_MS = 30_000;

/** The first free port from `wanted` upwards, never the same one twice within half a minute. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 200 && port < 65_536; port++) {
    if (Date.now() - (promised.get(port) ?? 0) < PROMISE_MS) continue;
    // Promised before the look: another call may come while we wait for its answer.
    promised.set(port, Date.now());
    if (await free(port)) return port;
    promised.delete(port);
  }
  throw new Error(`No free port between ${wanted} and ${wanted + 199}.`);
}

/** Says that a part stands elsewhere than where it is looked for. */
export function tellPort(say: (line: string) => void, name: string, wanted: number, got: number): void {
  if (got !== wanted) say(`${name}：連接埠 ${wanted} 已被占用，改用 ${got}（port taken; the next free one）`);
}

/** True when something accepts connections on `port` of 127.0.0.1. */
export const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('connect', () => {
      done(true);
      socket.destroy();
    });
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
