import net from 'node:net';

/** True when nobody listens on `port` of 127.0.0.1 and we could. */
const free = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const probe = net.createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });

/**
 * The first free port from `wanted` upwards that is not in `taken` (promised to a sibling that has not
 * bound it yet). Gives up after 200 ports.
 */
export async function freePort(wanted: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = wanted; port < wanted + 200 && port < 65_536; port++)
    if (!taken.has(port) && (await free(port))) return port;
  throw new Error(`No free port between ${wanted} and ${wanted + 199}.`);
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
