import { createHash, createHmac, createSign, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../packages/gateway/simulation/random.ts';
import { type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { end, type Running, startBaton } from '../support/processes.ts';
import { scaled } from '../support/test-scale.ts';
import { seedOr } from '../support/test-seed.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-forged-'));
const ours = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const hmacSecret = 'the webhook secret of the tests';
let vendors: EmulatedVendors;
let node: Running;

beforeAll(async () => {
  vendors = await startEmulators();
  const publicKey = ours.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const environment = {
    ...vendors.settings,
    SALESIQ_PUBLIC_KEY: publicKey,
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

type Sent = { headers: Record<string, string>; body: string };
type Sender = { name: string; header: string; makeBody(chatId: string): string; prove(body: string): string };

const rsa = (body: string): string => sign('RSA-SHA256', Buffer.from(body), ours.privateKey).toString('base64');
const hmac = (body: string, secret = hmacSecret, algorithm = 'sha256'): string =>
  createHmac(algorithm, secret).update(body).digest('hex');

const senders: Sender[] = [
  {
    name: 'SalesIQ',
    header: 'x-siqsignature',
    makeBody: (chatId) =>
      JSON.stringify({
        handler: 'message',
        operation: 'message',
        org_id: '60077110021',
        request: { id: `request-${chatId}` },
        visitor: { active_conversation_id: chatId, visitor_id: 'visitor-1', email: 'john@company.com' },
        message: { text: 'hello' },
        attachments: [],
      }),
    prove: rsa,
  },
  {
    name: 'a sender with HMAC',
    header: 'x-salesiq-signature',
    makeBody: (chatId) =>
      JSON.stringify({
        event: 'message.received',
        timestamp: '2026-01-12T14:31:00.000Z',
        data: {
          chat_id: chatId,
          visitor_id: 'v',
          message_id: chatId,
          sender_type: 'visitor',
          message: 'hello',
          type: 'text',
        },
      }),
    prove: hmac,
  },
  {
    name: 'the flat channel',
    header: 'x-baton-secret',
    makeBody: (chatId) => JSON.stringify({ chat_id: chatId, message_id: chatId, message: 'hello' }),
    prove: () => flatSecret,
  },
];

const flip = (text: string, at: number): string =>
  text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) === 65 ? 66 : 65) + text.slice(at + 1);

/** Ways of altering a proof that hold for every sender. */
const alterations: ((proof: string, random: Random) => string)[] = [
  (proof, random) => flip(proof, random.below(proof.length)),
  (proof, random) => proof.slice(0, random.below(proof.length - 1) + 1),
  (proof, random) => proof.slice(random.below(proof.length - 1) + 1),
  (proof) => `${proof}${proof}`,
  (proof) => `${proof},${proof}`,
  (proof) => `${proof}=`,
  (proof) => `"${proof}"`,
  (proof) => proof.split('').reverse().join(''),
  (proof) => (proof === proof.toUpperCase() ? proof.toLowerCase() : proof.toUpperCase()),
  (proof) => Buffer.from(proof).toString('base64'),
  (proof) => encodeURIComponent(` ${proof}`),
  () => '',
  () => 'null',
  () => '0',
];

/** Proofs that somebody makes who does not have the key. */
const forgeries: Record<string, ((body: string) => string)[]> = {
  'x-siqsignature': [
    (body) => sign('RSA-SHA256', Buffer.from(body), theirs.privateKey).toString('base64'),
    (body) => createSign('RSA-SHA1').update(body).sign(ours.privateKey, 'base64'),
    (body) => createSign('RSA-SHA512').update(body).sign(ours.privateKey, 'base64'),
    (body) => sign('RSA-SHA256', Buffer.from(`${body} `), ours.privateKey).toString('base64'),
    (body) => Buffer.from(hmac(body), 'hex').toString('base64'),
    // The public key as the secret of an HMAC: what a verifier that lets the sender choose the algorithm believes.
    (body) =>
      Buffer.from(hmac(body, ours.publicKey.export({ type: 'spki', format: 'pem' }).toString()), 'hex').toString(
        'base64',
      ),
  ],
  'x-salesiq-signature': [
    (body) => hmac(body, 'another secret'),
    (body) => hmac(body, ''),
    (body) => hmac(body, hmacSecret, 'sha512').slice(0, 64),
    (body) => hmac(`${body}\n`),
    (body) => createHash('sha256').update(body).digest('hex'),
    (body) =>
      createHash('sha256')
        .update(hmacSecret + body)
        .digest('hex'),
  ],
  'x-baton-secret': [() => hmacSecret, () => `${flatSecret}!`, (body) => hmac(body, flatSecret)],
};

/** What a sender sends, with something wrong about its proof. */
function forge(sender: Sender, random: Random, chatId: string): Sent {
  const body = sender.makeBody(chatId);
  const proof = sender.prove(body);
  const withProof = (text: string, sent = body): Sent => ({ headers: { [sender.header]: text }, body: sent });
  const isSigned = sender.header !== 'x-baton-secret';
  switch (random.below(isSigned ? 5 : 3)) {
    case 0:
      return withProof((random.pick(alterations) ?? String)(proof, random));
    case 1:
      return withProof((random.pick(forgeries[sender.header] ?? []) ?? String)(body));
    case 2: {
      // Under the header of another sender; what that one proves is something else.
      const others = senders.filter(({ header }) => header !== sender.header);
      const other = random.pick(others) ?? sender;
      return { headers: { [other.header]: proof }, body };
    }
    case 3:
      return withProof(proof, flip(body, random.below(body.length)));
    default:
      return withProof(sender.prove(sender.makeBody(`other-${chatId}`)));
  }
}

const send = ({ headers, body }: Sent): Promise<Response> =>
  fetch(`${node.ready[0]}/webhook/salesiq`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

const triesEach = scaled(400);
const tries = triesEach * senders.length;

describe.each(senders)('somebody who is not $name', (sender) => {
  it('is refused, and learns nothing of why', { timeout: 60_000 + triesEach * 60 }, async () => {
    const random = createRandom(seedOr(1) + senders.indexOf(sender));
    const answers = new Set<string>();
    let through = 0;
    for (let index = 0; index < triesEach; index += 1) {
      const answer = await send(forge(sender, random, `forged-${sender.header}-${index}`));
      if (answer.status !== 401) through += 1;
      answers.add(await answer.text());
    }
    report({
      attack: `requests of somebody who is not ${sender.name}`,
      tried: triesEach,
      through,
      note: 'altered, forged and borrowed proofs; all answers are the same',
    });
    expect(through).toBe(0);
    expect(answers.size).toBe(1);
  });
});

it.each(senders)('takes what $name sends', async (sender) => {
  const body = sender.makeBody(`genuine-${sender.header}`);
  expect((await send({ headers: { [sender.header]: sender.prove(body) }, body })).status).toBe(200);
});

it('has stored nothing of it', async () => {
  const metrics = await (await fetch(`${node.ready[0]}/metrics`)).text();
  const refused = [...metrics.matchAll(/^baton_webhooks_refused_total\{[^}]*\} (\d+)$/gm)];
  expect(refused.reduce((sum, match) => sum + Number(match[1]), 0)).toBe(tries);
  const conversations = await vendors.rows('salesiq/conversations');
  expect(JSON.stringify(conversations)).not.toContain('forged-');
});
