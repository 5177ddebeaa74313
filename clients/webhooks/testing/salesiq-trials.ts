import { generateKeyPairSync } from 'node:crypto';
import { verifySalesIqHmac, verifySalesIqRsa } from '../src/salesiq.ts';
import { verifySharedSecret } from '../src/signature-text.ts';
import { bodies, bodyForms, signatureForms } from './forms.ts';
import { base64, hex, hmacSha256, rsaSha256 } from './oracle.ts';

/** One delivery: what the sender's rules say of it, and what the verifier says. */
export type Trial = { name: string; isGenuine: boolean; check(): boolean };

const makeRsa = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });

/** SalesIQ's RSA signature: two keys in turn, a third of somebody else (contract salesiq §4.1). */
export function salesIqRsaTrials(): Trial[] {
  const [older, newer, foreign] = [makeRsa(), makeRsa(), makeRsa()];
  const bare = (pair: typeof older): string =>
    pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const pem = (pair: typeof older): string => pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const trial = (
    name: string,
    sent: { body: Buffer; signature: string; keys: string[]; pairs: (typeof older)[] },
  ): Trial => ({
    name,
    isGenuine: sent.pairs.some(({ privateKey }) => base64(rsaSha256(privateKey, sent.body)) === sent.signature),
    check: () => verifySalesIqRsa({ rawBody: sent.body, signature: sent.signature, publicKeys: sent.keys }),
  });
  const both = { keys: [bare(older), pem(newer)], pairs: [older, newer] };
  const signed = (body: Buffer, pair = older): string => base64(rsaSha256(pair.privateKey, body));
  const trials = bodies.flatMap(({ name, value }) =>
    bodyForms(value).map((form) =>
      trial(`${name}: ${form.name}`, { body: form.value, signature: signed(value), ...both }),
    ),
  );
  const [{ value: body }] = bodies as [(typeof bodies)[number]];
  for (const pair of [older, newer])
    for (const form of signatureForms(signed(body, pair), rsaSha256(pair.privateKey, body)))
      trials.push(trial(`signature: ${form.name}`, { body, signature: form.value, ...both }));
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const otherKind = elliptic.export({ format: 'der', type: 'spki' }).toString('base64');
  const keySets: [string, string[], (typeof older)[]][] = [
    ['none', [], []],
    ['an empty one', [''], []],
    ['the older alone', [bare(older)], [older]],
    ['the newer alone', [bare(newer)], [newer]],
    ['both', [pem(newer), pem(older)], [older, newer]],
    ['with written line ends', [pem(older).replaceAll('\n', '\\n')], [older]],
    ['with Windows line ends', [pem(older).replaceAll('\n', '\r\n')], [older]],
    ['nonsense beside a good one', ['nonsense', '-----', bare(older).slice(4), bare(older)], [older]],
    ['nonsense alone', ['nonsense', bare(older).slice(4)], []],
    ['of another kind', [otherKind], []],
    ['PKCS#1', [older.publicKey.export({ format: 'pem', type: 'pkcs1' }).toString()], []],
    ['of somebody else', [bare(foreign)], [foreign]],
  ];
  for (const [name, keys, pairs] of keySets)
    for (const pair of [older, newer, foreign])
      trials.push(trial(`keys: ${name}`, { body, signature: signed(body, pair), keys, pairs }));
  // The public key is known to all: it must not serve as a secret.
  const confused = base64(hmacSha256(bare(older), body));
  trials.push(trial('an HMAC with the public key', { body, signature: confused, ...both }));
  return trials;
}

const secrets = { own: 'c2VjcmV0LW9mLXRoZS10ZXN0', other: 'another-secret', long: 'x'.repeat(100) };

/** The event style of seed 004 (contract salesiq §9.2). */
export function salesIqHmacTrials(): Trial[] {
  const trial = (
    name: string,
    { body, signature, secret }: { body: Buffer; signature: string; secret: string },
  ): Trial => ({
    name,
    isGenuine: secret !== '' && hex(hmacSha256(secret, body)) === signature,
    check: () => verifySalesIqHmac({ rawBody: body, signature, secret }),
  });
  const trials: Trial[] = [];
  for (const { name, value } of bodies) {
    const signature = hex(hmacSha256(secrets.own, value));
    for (const form of bodyForms(value))
      trials.push(trial(`${name}: ${form.name}`, { body: form.value, signature, secret: secrets.own }));
    for (const signing of ['', ...Object.values(secrets)])
      for (const secret of ['', ...Object.values(secrets)])
        trials.push(trial(`${name}: secrets`, { body: value, signature: hex(hmacSha256(signing, value)), secret }));
  }
  for (const { name, value } of [bodies[0], bodies[4]].flatMap((body) => body ?? []))
    for (const form of signatureForms(hex(hmacSha256(secrets.own, value)), hmacSha256(secrets.own, value)))
      trials.push(trial(`${name}: ${form.name}`, { body: value, signature: form.value, secret: secrets.own }));
  return trials;
}

/** A secret that is sent as it is. */
export function sharedSecretTrials(): Trial[] {
  const trials: Trial[] = [];
  for (const expected of ['', ...Object.values(secrets), 'naïve–секрет'])
    for (const { name, value } of [
      ...signatureForms(expected, Buffer.from(expected)),
      ...Object.entries(secrets).map(([other, secret]) => ({ name: other, value: secret })),
    ])
      trials.push({
        name: `${name} for "${expected.slice(0, 10)}"`,
        isGenuine: expected !== '' && Buffer.compare(Buffer.from(value), Buffer.from(expected)) === 0,
        check: () => verifySharedSecret({ given: value, expected }),
      });
  return trials;
}
