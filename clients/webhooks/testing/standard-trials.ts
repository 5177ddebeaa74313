import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { verifyStandardWebhook } from '../src/standard-webhooks.ts';
import { bodies, bodyForms, signatureForms } from './forms.ts';
import { base64, ed25519, hmacSha256, isWithin } from './oracle.ts';
import type { Trial } from './salesiq-trials.ts';

const at = Date.parse('2026-03-02T11:02:10.400Z');
const seconds = Math.floor(at / 1_000);
const id = 'msg_2b9Kq7';

type Version = 'v1' | 'v1a';
type Sent = { id: string; timestamp: string; body: Buffer };
/** A key as it is configured, and how its owner signs. */
type Signer = { key: string; version: Version; sign(bytes: Buffer): Buffer };

function makeSecret(): Signer {
  const secret = randomBytes(32);
  return { key: `whsec_${base64(secret)}`, version: 'v1', sign: (bytes) => hmacSha256(secret, bytes) };
}

function makePair(): Signer & { raw: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  return { key: `whpk_${base64(raw)}`, version: 'v1a', sign: (bytes) => ed25519(privateKey, bytes), raw };
}

const contentOf = (sent: Sent): Buffer => Buffer.concat([Buffer.from(`${sent.id}.${sent.timestamp}.`), sent.body]);
const entryOf = (signer: Signer, sent: Sent): string => `${signer.version},${base64(signer.sign(contentOf(sent)))}`;

function toTrial(
  name: string,
  { sent, list, signers }: { sent: Sent; list: string; signers: readonly Signer[] },
): Trial {
  const isInTime = /^\d+$/.test(sent.timestamp) && isWithin(Number(sent.timestamp) * 1_000, at, 300_000);
  const entries = list.split(' ').slice(0, 20);
  const isSigned = signers.some((signer) => entries.includes(entryOf(signer, sent)));
  return {
    name,
    isGenuine: isInTime && isSigned && sent.id !== '' && !sent.id.includes('.'),
    check: () =>
      verifyStandardWebhook({
        rawBody: sent.body,
        headers: { 'webhook-id': sent.id, 'webhook-timestamp': sent.timestamp, 'webhook-signature': list },
        keys: signers.map(({ key }) => key),
        now: new Date(at),
      }),
  };
}

/** `v1` and `v1a` of the Standard Webhooks specification. */
export function standardTrials(version: Version): Trial[] {
  const make = version === 'v1' ? makeSecret : makePair;
  const [older, newer, foreign] = [make(), make(), make()];
  const signers = [older, newer];
  const plain = (body: Buffer): Sent => ({ id, timestamp: String(seconds), body });
  const trials: Trial[] = [];
  for (const { name, value } of bodies)
    for (const form of bodyForms(value))
      trials.push(
        toTrial(`${name}: ${form.name}`, { sent: plain(form.value), list: entryOf(older, plain(value)), signers }),
      );
  const sent = plain(bodies[0]?.value ?? Buffer.alloc(0));
  const own = older.sign(contentOf(sent));
  for (const form of signatureForms(base64(own), own))
    trials.push(toTrial(`signature: ${form.name}`, { sent, list: `${version},${form.value}`, signers }));
  const off = [-301, -300, -299, 0, 300, 301, 86_400].map((by) => String(seconds + by));
  const odd = [
    '',
    'soon',
    '0',
    String(at),
    `${seconds}.0`,
    ` ${seconds}`,
    `+${seconds}`,
    `-${seconds}`,
    '1e9',
    `0x${seconds.toString(16)}`,
  ];
  for (const timestamp of [...off, ...odd])
    trials.push(
      toTrial(`time ${timestamp}`, {
        sent: { ...sent, timestamp },
        list: entryOf(older, { ...sent, timestamp }),
        signers,
      }),
      toTrial(`time ${timestamp} put in afterwards`, {
        sent: { ...sent, timestamp },
        list: entryOf(older, sent),
        signers,
      }),
    );
  for (const other of ['', 'msg_other', `${id}.1`, `${id}.${seconds}`, ` ${id}`])
    trials.push(
      toTrial(`id "${other}"`, { sent: { ...sent, id: other }, list: entryOf(older, { ...sent, id: other }), signers }),
      toTrial(`id "${other}" put in afterwards`, { sent: { ...sent, id: other }, list: entryOf(older, sent), signers }),
    );
  return [...trials, ...listTrials({ sent, signers, foreign, version }), ...keyTrials({ sent, older, newer, foreign })];
}

function listTrials({
  sent,
  signers,
  foreign,
  version,
}: {
  sent: Sent;
  signers: Signer[];
  foreign: Signer;
  version: Version;
}): Trial[] {
  const own = signers[0] === undefined ? '' : entryOf(signers[0], sent);
  const bare = own.slice(version.length + 1);
  const not = entryOf(foreign, sent);
  const lists = [
    '',
    ' ',
    ',',
    own,
    not,
    `${not} ${own}`,
    `${own} ${not}`,
    `${not},${own}`,
    `${own},${not}`,
    bare,
    `,${bare}`,
    `v2,${bare}`,
    `V1,${bare}`,
    `${version === 'v1' ? 'v1a' : 'v1'},${bare}`,
    `v1b,${bare}`,
    `${version} ,${bare}`,
    `${version}, ${bare}`,
    `${version}=${bare}`,
    `${Array(19).fill(not).join(' ')} ${own}`,
    `${Array(20).fill(not).join(' ')} ${own}`,
    Array(5_000).fill(not).join(' '),
    `v1,x v1a,x ${own}`,
    `${own}\t${not}`,
    `${not}\n${own}`,
  ];
  return lists.map((list, index) => toTrial(`list ${index}: ${list.slice(0, 30)}`, { sent, list, signers }));
}

/** Keys before, during and after a rotation, none at all, nonsense, and one kind of key in the other's place. */
function keyTrials({
  sent,
  older,
  newer,
  foreign,
}: {
  sent: Sent;
  older: Signer;
  newer: Signer;
  foreign: Signer;
}): Trial[] {
  const nonsense = [
    '',
    'whsec_',
    'whpk_',
    'whsec_%%%',
    'whpk_AAAA',
    older.key.slice(6),
    older.key.toUpperCase(),
    `${older.key}=`,
  ].map((key): Signer => ({ ...foreign, key }));
  const sets: [string, Signer[]][] = [
    ['none', []],
    ['older', [older]],
    ['newer', [newer]],
    ['both', [newer, older]],
    ['nonsense and older', [...nonsense, older]],
  ];
  const trials = sets.flatMap(([name, signers]) =>
    [older, newer].map((signer) => toTrial(`keys: ${name}`, { sent, list: entryOf(signer, sent), signers })),
  );
  for (const signer of nonsense) {
    const refused = toTrial(`key "${signer.key.slice(0, 8)}"`, { sent, list: entryOf(older, sent), signers: [signer] });
    trials.push({ ...refused, isGenuine: false });
  }
  // Whoever knows the public key could make this: it must not serve as a secret.
  const pair = makePair();
  for (const secret of [pair.raw, Buffer.from(pair.key), Buffer.alloc(0)])
    for (const version of ['v1', 'v1a'] as const)
      trials.push(
        toTrial('an HMAC with the public key', {
          sent,
          list: `${version},${base64(hmacSha256(secret, contentOf(sent)))}`,
          signers: [pair],
        }),
      );
  return trials;
}
