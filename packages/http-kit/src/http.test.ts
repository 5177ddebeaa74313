import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttp } from './http.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

let handler: Handler;
let url = '';
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => handler(request, response, Buffer.concat(chunks)));
  request.on('error', () => undefined);
});

beforeEach(async () => {
  handler = (_request, response) => response.end();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const reply =
  (status: number, body: string, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

describe('an answer', () => {
  test('is parsed losslessly, empty is null, and what is not JSON stays text', async () => {
    const http = createHttp();
    handler = reply(200, '{"app_id":904410000000002236123}', { 'x-request-id': 'r-1', 'x-ratelimit-remaining': '9' });
    expect(await http.send({ method: 'GET', url })).toMatchObject({
      status: 200,
      body: { app_id: '904410000000002236123' },
      requestId: 'r-1',
      rateLimit: { remaining: 9 },
    });
    handler = reply(204, '');
    expect((await http.send({ method: 'GET', url })).body).toBeNull();
    handler = reply(502, '<html>bad gateway</html>');
    expect(await http.send({ method: 'GET', url })).toMatchObject({ status: 502, body: '<html>bad gateway</html>' });
  });

  test('that is too large is not read to the end', async () => {
    handler = (_request, response) => {
      response.writeHead(200);
      const pour = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', pour);
      };
      pour();
    };
    await expect(createHttp().send({ method: 'GET', url })).rejects.toMatchObject({ code: 'undecodable' });
  });

  test('that redirects is handed over, not followed', async () => {
    handler = reply(302, '', { location: 'https://elsewhere.example/' });
    expect((await createHttp().send({ method: 'POST', url, json: {} })).status).toBe(302);
  });

  test('of bytes stays as it is', async () => {
    handler = (_request, response) => void response.end(Buffer.from([0, 255, 1]));
    const { body } = await createHttp().send({ method: 'GET', url, answer: 'bytes' });
    expect([...(body as Uint8Array)]).toEqual([0, 255, 1]);
  });
});

describe('a call that fails', () => {
  test('was never sent when nobody listens', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    const failed = createHttp().send({ method: 'POST', url, json: {} });
    await expect(failed).rejects.toMatchObject({ code: 'unreachable', isAmbiguous: false, retryable: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  test('is in doubt when the connection breaks, unless it only reads', async () => {
    handler = (request) => void request.socket.destroy();
    await expect(createHttp().send({ method: 'POST', url, json: {} })).rejects.toMatchObject({
      code: 'unavailable',
      isAmbiguous: true,
    });
    await expect(createHttp().send({ method: 'POST', url, json: {}, isRead: true })).rejects.toMatchObject({
      isAmbiguous: false,
    });
  });

  test('times out before the headers and within the body', async () => {
    const http = createHttp({ timeoutMs: 50 });
    handler = () => undefined;
    await expect(http.send({ method: 'GET', url })).rejects.toMatchObject({ code: 'timeout', isAmbiguous: false });
    handler = (_request, response) => void response.writeHead(200).write('{"half":');
    await expect(http.send({ method: 'PUT', url })).rejects.toMatchObject({ code: 'timeout', isAmbiguous: true });
  });

  test('ends when the caller gives up, before or after sending', async () => {
    const early = AbortSignal.abort();
    await expect(createHttp().send({ method: 'GET', url, signal: early })).rejects.toMatchObject({ code: 'aborted' });
    handler = () => undefined;
    const controller = new AbortController();
    const call = createHttp().send({ method: 'POST', url, json: {}, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(call).rejects.toMatchObject({ code: 'aborted', isAmbiguous: true, retryable: false });
  });

  test('tells no secret', async () => {
    const secret = 'abcdefghijklmnop';
    const breaking: typeof fetch = () =>
      Promise.reject(
        new TypeError(`Failed to parse ${url}?client_secret=${secret}`, { cause: new Error(`Bearer ${secret}`) }),
      );
    const error: unknown = await createHttp({ fetch: breaking })
      .send({ method: 'POST', url, form: { client_secret: secret } })
      .catch((caught: unknown) => caught);
    const inspect = (value: unknown): string =>
      value instanceof Error ? `${value.stack} ${JSON.stringify(value)} ${inspect(value.cause)}` : '';
    expect(inspect(error)).toContain('Failed to parse');
    expect(inspect(error)).not.toContain(secret);
  });
});

describe('an upload', () => {
  const readForm = async (request: IncomingMessage, body: Buffer): Promise<FormData> =>
    new Response(new Uint8Array(body), {
      headers: { 'content-type': String(request.headers['content-type']) },
    }).formData();

  test('in memory and as a stream arrives as a browser would send it', async () => {
    let form: Promise<FormData> | undefined;
    let isChunked = false;
    handler = (request, response, body) => {
      form = readForm(request, body);
      isChunked = request.headers['transfer-encoding'] === 'chunked';
      response.end('{}');
    };
    const stream = async function* () {
      for (let part = 0; part < 64; part += 1) yield Buffer.alloc(65_536, part);
    };
    for (const content of ['hello', Buffer.from('hello'), stream]) {
      await createHttp().send({
        method: 'POST',
        url,
        multipart: [
          { name: 'comment', value: 'see "this"' },
          { name: 'file', fileName: 'a "b"\r\nX-Evil: 1.txt', contentType: 'text/plain', content },
        ],
      });
      const received = await form;
      expect(received?.get('comment')).toBe('see "this"');
      const file = received?.get('file') as File;
      expect(file.size).toBe(content === stream ? 64 * 65_536 : 5);
      expect(isChunked).toBe(content === stream);
    }
  });

  test('holds one chunk at a time', async () => {
    let produced = 0;
    handler = (_request, response) => void response.end('{}');
    server.removeAllListeners('request');
    server.once('request', (request: IncomingMessage, response: ServerResponse) => {
      setTimeout(() => {
        expect(produced).toBeLessThan(40 * 1_048_576);
        request.resume();
        request.on('end', () => response.end('{}'));
      }, 200);
    });
    const content = async function* () {
      for (let part = 0; part < 60; part += 1) {
        produced += 1_048_576;
        yield Buffer.alloc(1_048_576);
      }
    };
    const { status } = await createHttp().send({
      method: 'POST',
      url,
      multipart: [{ name: 'file', fileName: 'big', content }],
    });
    expect(status).toBe(200);
    expect(produced).toBe(60 * 1_048_576);
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      handler(request, response, Buffer.alloc(0)),
    );
  });
});
