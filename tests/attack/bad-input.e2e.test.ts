import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Asked, anything, disturbedBody } from '../../packages/gateway/testing/hostile-requests.ts';
import { type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, startBaton } from '../support/processes.ts';
import { scaled } from '../support/test-scale.ts';
import { seedOr } from '../support/test-seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-bad-input-'));
const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const hmacSecret = 'the webhook secret of the tests';
let vendors: EmulatedVendors;
let node: Running;

beforeAll(async () => {
  vendors = await startEmulators();
  const environment = {
    ...vendors.settings,
    SALESIQ_PUBLIC_KEY: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    SALESIQ_WEBHOOK_SECRET: hmacSecret,
    BATON_DATA_DIR: folder,
  };
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
});
afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const proofs = {
  none: () => ({ 'x-baton-secret': flatSecret }),
  rsa: (body: string) => ({
    'x-siqsignature': sign('RSA-SHA256', Buffer.from(body), keys.privateKey).toString('base64'),
  }),
  hmac: (body: string) => ({ 'x-salesiq-signature': createHmac('sha256', hmacSecret).update(body).digest('hex') }),
};

type Answer = { status: number; type: string; body: string };

/** Over a socket of its own, with headers that `fetch` would not send. Null: our own HTTP library refuses to send it. */
function ask({ method, url, headers, payload }: Asked): Promise<Answer | null> {
  const { hostname, port } = new URL(node.ready[0] ?? '');
  const bytes = Buffer.from(payload);
  return new Promise((resolve, reject) => {
    try {
      const sent = request(
        {
          ...{ hostname, port, method, path: url, agent: false },
          headers: { 'content-length': String(bytes.length), ...headers },
        },
        (answer) => {
          let body = '';
          answer.on('data', (chunk: Buffer) => {
            body += chunk.toString();
          });
          answer.once('end', () =>
            resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body }),
          );
        },
      );
      sent.once('error', (error: NodeJS.ErrnoException) =>
        isOfNoAnswer(error, method) ? resolve(null) : reject(error),
      );
      sent.setTimeout(20_000, () => reject(new Error(`no answer to ${method} ${url}`)));
      sent.end(bytes);
    } catch {
      resolve(null);
    }
  });
}

/** A server that refuses early may close before all was sent. A HEAD whose headers it could not read it cannot know for one. */
const isOfNoAnswer = ({ code }: NodeJS.ErrnoException, method: string): boolean =>
  code === 'ECONNRESET' || code === 'EPIPE' || (method === 'HEAD' && String(code).startsWith('HPE_'));

const failures = (): string[] =>
  node
    .errors()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
const seed = seedOr(20_261_121);

async function attack(what: string, requests: Asked[]): Promise<Map<number, number>> {
  const seen = new Map<number, number>();
  const through: string[] = [];
  for (const asked of requests) {
    const answer = await ask(asked);
    if (answer === null) continue;
    seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
    const isProblem =
      answer.status < 400 || asked.method === 'HEAD' || answer.type.startsWith('application/problem+json');
    if ((answer.status >= 500 && answer.status !== 505) || !isProblem)
      through.push(`${asked.method} ${asked.url} ${JSON.stringify(asked.headers)} → ${answer.status} ${answer.type}`);
  }
  const sum = [...seen.values()].reduce((total, count) => total + count, 0);
  report({
    ...{ attack: what, tried: sum, through: through.length },
    note: 'answered with a failure, or refused without a problem document',
  });
  expect({ through, failures: failures() }).toEqual({ through: [], failures: [] });
  expect(sum).toBeGreaterThan(requests.length * 0.7);
  return seen;
}

it('answers every disturbed body of a genuine sender', { timeout: 60_000 + scaled(400) * 200 }, async () => {
  const seen = await attack(
    'bodies of genuine senders with hostile values',
    fc.sample(disturbedBody(proofs), { numRuns: scaled(400), seed }),
  );
  // A test in which everything was refused, or nothing, would prove little.
  expect(seen.get(200)).toBeGreaterThan(scaled(400) / 5);
  expect(seen.get(400)).toBeGreaterThan(scaled(400) / 10);
});

it('answers anything at any address', { timeout: 60_000 + scaled(400) * 200 }, async () => {
  await attack('anything at any address', fc.sample(anything, { numRuns: scaled(400), seed }));
});

it('serves customers as ever', async () => {
  const chat = new FlatChat({ gatewayUrl: () => node.ready[0] ?? '', journal: [] });
  expect((await chat.say('set up my monitor')).replies.join(' ')).toContain('?');
  expect((await fetch(`${node.ready[0]}/readyz`)).status).toBe(200);
  expect(failures()).toEqual([]);
});
