import http from 'node:http';

export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
}
export interface Answered {
  status: number;
  location: string;
  body: Buffer;
  /** Milliseconds from the request to the first byte of the body; NaN when it had none. */
  firstByteMs: number;
}

/** A client on kept connections, as many at a time as there are workers. */
export function client(url: string, connections: number): (asked: Asked) => Promise<Answered> {
  const { hostname, port } = new URL(url);
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      let firstByteMs = Number.NaN;
      const request = http.request(
        {
          ...{ agent, hostname, port, method, path },
          headers: body ? { ...headers, 'content-length': body.length } : headers,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.once('data', () => {
            firstByteMs = performance.now() - began;
          });
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              location: response.headers.location ?? '',
              body: Buffer.concat(chunks),
              firstByteMs,
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });
}
