import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepConnections, sendOutbound } from './outbound.ts';

let server: Server;
let url: string;
let connections: number;
let answer: (response: ServerResponse) => void;
const agent = keepConnections();

beforeEach(async () => {
  connections = 0;
  answer = (response) => response.end('{}');
  server = createServer((_request, response) => answer(response));
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  agent.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const send = () => sendOutbound({ method: 'POST', url, body: Buffer.from('{}'), timeoutMs: 5_000, agent });

it('sends five hundred requests at once over a few connections, which a busy receiver takes one at a time', async () => {
  const answers = await Promise.all(Array.from({ length: 500 }, send));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(connections).toBeLessThanOrEqual(64);
});

it('sends once more when the receiver had closed the connection that was kept', async () => {
  await send();
  let hasClosed = false;
  answer = (response) => {
    if (hasClosed) response.end('{}');
    else response.socket?.resetAndDestroy();
    hasClosed = true;
  };
  expect(await send()).toMatchObject({ status: 200 });
  expect(connections).toBe(2);
});

it('tells of a receiver that resets a new connection, and sends nothing a second time', async () => {
  let requests = 0;
  answer = (response) => {
    requests += 1;
    response.socket?.resetAndDestroy();
  };
  await expect(send()).rejects.toThrow(/ECONNRESET|socket hang up/);
  expect(requests).toBe(1);
});
