import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { client } from './load/client.ts';

describe('the load’s own client', () => {
  const large = Buffer.alloc(300_000, 'x');
  let inside = 0;
  let most = 0;
  const server = http.createServer((request, response) => {
    most = Math.max(most, ++inside);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      inside -= 1;
      const body = Buffer.concat(chunks);
      if (request.url === '/length') response.writeHead(200, { 'content-length': large.length }).end(large);
      else if (request.url === '/chunks') {
        response.write(large.subarray(0, 100_000));
        setImmediate(() => response.end(large.subarray(100_000)));
      } else if (request.url === '/none') response.writeHead(304).end();
      else if (request.url === '/close') response.writeHead(200, { connection: 'close' }).end('bye');
      else if (request.url === '/cut')
        response.writeHead(200, { 'content-length': 9 }).write('x', () => request.socket.destroy());
      else response.writeHead(303, { Location: `/seen?${request.headers.cookie}` }).end(body);
    });
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const get = (path: string) => ({ method: 'GET' as const, path, headers: {} });

  it('reads bodies with a length, in chunks, without one and to the connection’s end, one after the other', async () => {
    const ask = client(url, 1);
    for (const path of ['/length', '/chunks', '/none', '/close', '/length', '/chunks']) {
      const { status, body, firstByteMs } = await ask(get(path));
      const wanted = { '/none': '', '/close': 'bye' }[path] ?? large.toString();
      expect([path, status, body.toString() === wanted]).toEqual([path, path === '/none' ? 304 : 200, true]);
      expect(Number.isNaN(firstByteMs)).toBe(path === '/none');
    }
  });

  it('sends form and headers, and reads where a redirect leads', async () => {
    const body = Buffer.from('token=x&message=謝謝');
    const answer = await client(url, 1)({ method: 'POST', path: '/', headers: { cookie: 'sid=a' }, body });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe('/seen?sid=a');
    expect(answer.body.equals(body)).toBe(true);
  });

  it('asks as many at a time as it has connections, and no more', async () => {
    most = 0;
    const ask = client(url, 3);
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(get('/chunks'))));
    expect(answers.every((a) => a.body.equals(large))).toBe(true);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('fails on half an answer and on a server that is gone, and goes on afterwards', async () => {
    const ask = client(url, 1);
    await expect(ask(get('/cut'))).rejects.toThrow();
    expect((await ask(get('/length'))).status).toBe(200);
    await expect(client('http://127.0.0.1:1', 1)(get('/'))).rejects.toThrow();
  });
});
