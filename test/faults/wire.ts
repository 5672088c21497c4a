import net from 'node:net';

/** A wire to a server that can go silent: packets vanish, nobody is told. */
export interface Wire {
  port: number;
  /** Present connections go silent for good, as when a firewall forgets them; new ones pass. */
  forget(): void;
  /** Everything goes silent, new connections too, until `mend`. */
  silence(): void;
  mend(): void;
  close(): Promise<void>;
}

/** @param target host:port of the server behind the wire */
export async function wireTo(target: string): Promise<Wire> {
  const [host = '127.0.0.1', port = '0'] = target.split(':');
  const pairs = new Set<[net.Socket, net.Socket]>();
  let silent = false;
  const hush = (pair: [net.Socket, net.Socket]): void => {
    for (const socket of pair) {
      socket.unpipe();
      socket.removeAllListeners('data').pause();
    }
  };
  const server = net.createServer({ pauseOnConnect: true }, (near) => {
    const far = net.connect(Number(port), host);
    const pair: [net.Socket, net.Socket] = [near, far];
    pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => {});
      socket.on('close', () => {
        pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    if (silent) return;
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    forget: () => pairs.forEach(hush),
    silence: () => {
      silent = true;
      pairs.forEach(hush);
    },
    mend: () => {
      silent = false;
    },
    close: () =>
      new Promise((resolve) => {
        for (const [near, far] of pairs) {
          near.destroy();
          far.destroy();
        }
        server.close(() => resolve());
      }),
  };
}
