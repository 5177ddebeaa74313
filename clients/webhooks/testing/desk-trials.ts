import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readDeskKeys, verifyDeskJwt } from '../src/desk-jwt.ts';
import { signatureForms } from './forms.ts';
import { base64Url, isWithin, rsaSha256 } from './oracle.ts';
import type { Trial } from './salesiq-trials.ts';

const now = new Date('2026-03-02T11:02:10.000Z');
const at = now.getTime();
const organizationId = '70041234567';
const webhookId = '401928000000990001';

type Claims = Record<string, unknown>;

/** The JWT of Desk's deliveries (contract zoho-desk §10.3), with two keys in the set and one outside. */
export function deskJwtTrials(): Trial[] {
  const pairs = { one: makeRsa(), two: makeRsa(), outside: makeRsa() };
  const known: Record<string, KeyObject> = { one: pairs.one.privateKey, two: pairs.two.privateKey };
  const keys = readDeskKeys({
    keys: [jwk('one', pairs.one.publicKey), jwk('two', pairs.two.publicKey), { kty: 'EC', kid: 'three' }, null],
  });
  const make = (claims: Claims, header: Claims = {}, key: KeyObject = pairs.one.privateKey): string => {
    const signed = `${encode({ typ: 'JWT', alg: 'RS256', kid: 'one', ...header })}.${encode(claims)}`;
    return `${signed}.${base64Url(rsaSha256(key, signed))}`;
  };
  const trial = (name: string, token: string, set = keys): Trial => ({
    name,
    isGenuine: set.length > 0 && isGenuine(token, known),
    check: () => verifyDeskJwt({ token, keys: set, organizationId, webhookIds: ['', webhookId, '2'], now }).ok,
  });
  const good = {
    iss: `orgId:${organizationId}`,
    aud: `webhookId:${webhookId}`,
    iat: at / 1_000,
    exp: at / 1_000 + 300,
  };
  const token = make(good);
  const [head = '', body = '', signature = ''] = token.split('.');
  const signed = `${head}.${body}`;
  const tokens = [
    ...algorithmForms(token, pairs.one),
    ...keyForms(good, pairs, make),
    ...shapeForms(token, pairs.one.privateKey),
  ];
  return [
    ...signatureForms(signature, rsaSha256(pairs.one.privateKey, signed)).map((form) =>
      trial(`signature: ${form.name}`, `${signed}.${form.value}`),
    ),
    ...tokens.map(([name, value]) => trial(name, value)),
    ...claimForms(good).map(([name, claims]) => trial(`claims: ${name}`, make(claims))),
    ...claimForms(good).map(([name, claims]) =>
      trial(`claims, signed outside: ${name}`, make(claims, {}, pairs.outside.privateKey)),
    ),
    trial('no keys', token, []),
  ];
}

type Pair = { publicKey: KeyObject; privateKey: KeyObject };
type Pairs = { one: Pair; two: Pair; outside: Pair };
type Make = (claims: Claims, header?: Claims, key?: KeyObject) => string;

/** The algorithm is the sender's, never the token's choice. */
function algorithmForms(token: string, one: Pair): [string, string][] {
  const [head = '', body = '', signature = ''] = token.split('.');
  const signed = `${head}.${body}`;
  return [
    ['none', `${encode({ alg: 'none', kid: 'one' })}.${body}.`],
    ['NONE with a signature', `${encode({ alg: 'NONE', kid: 'one' })}.${body}.${signature}`],
    ['no algorithm', withHead({ kid: 'one' }, body, one.privateKey)],
    ['RS256 in a list', withHead({ alg: ['RS256'], kid: 'one' }, body, one.privateKey)],
    ['HS256 with the PEM', withHmac(body, String(one.publicKey.export({ format: 'pem', type: 'spki' })))],
    ['HS256 with the modulus', withHmac(body, String(one.publicKey.export({ format: 'jwk' }).n))],
    ['HS256 with nothing', withHmac(body, '')],
    ['RS384', `${signed}.${sign('RSA-SHA384', Buffer.from(signed), one.privateKey).toString('base64url')}`],
    [
      'PSS',
      `${signed}.${sign('RSA-SHA256', Buffer.from(signed), { key: one.privateKey, padding: 6 }).toString('base64url')}`,
    ],
    ['RS512 by name', withHead({ alg: 'RS512', kid: 'one' }, body, one.privateKey)],
    ['rs256', withHead({ alg: 'rs256', kid: 'one' }, body, one.privateKey)],
  ];
}

const keyForms = (good: Claims, pairs: Pairs, make: Make): [string, string][] => [
  ['the second key', make(good, { kid: 'two' }, pairs.two.privateKey)],
  ['the second key under the first one’s name', make(good, {}, pairs.two.privateKey)],
  ['a key outside', make(good, { kid: 'outside' }, pairs.outside.privateKey)],
  ['a key outside under a known name', make(good, {}, pairs.outside.privateKey)],
  ['a key in the header', make(good, { jwk: jwk('one', pairs.outside.publicKey) }, pairs.outside.privateKey)],
  ['no name of a key', make(good, { kid: undefined })],
  ['an empty name', make(good, { kid: '' })],
  ['a name that is a number', make(good, { kid: 1 })],
  ['a name of every object', make(good, { kid: 'constructor' })],
  ['a key of another kind', make(good, { kid: 'three' })],
  ['a type that differs', make(good, { typ: 'at+jwt' })],
];

function shapeForms(token: string, key: KeyObject): [string, string][] {
  const [head = '', body = '', signature = ''] = token.split('.');
  const signed = `${head}.${body}`;
  return [
    ['', ''],
    ['dots', '..'],
    ['one part', head],
    ['two parts', signed],
    ['four parts', `${token}.${signature}`],
    ['a dot behind', `${token}.`],
    ['a dot in front', `.${token}`],
    ['bearer', `Bearer ${token}`],
    ['no JSON', `${head}.${base64Url(Buffer.from('x'))}.${signature}`],
    ['claims that are a list', withClaims(head, '[]', key)],
    ['claims that are null', withClaims(head, 'null', key)],
    ['claims that are a text', withClaims(head, '"x"', key)],
    ['header with padding', `${head}=.${body}.${signature}`],
    ['claims with padding', `${head}.${body}=.${signature}`],
    ['claims in other bytes', `${head}.${encode({ x: 1 })}.${signature}`],
  ];
}

const jwk = (kid: string, key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' });

const makeRsa = () => generateKeyPairSync('rsa', { modulusLength: 2_048 });
const encode = (value: unknown): string => base64Url(Buffer.from(JSON.stringify(value)));
const withHead = (header: Claims, body: string, key: KeyObject): string =>
  `${encode(header)}.${body}.${base64Url(rsaSha256(key, `${encode(header)}.${body}`))}`;
const withClaims = (head: string, text: string, key: KeyObject): string => {
  const signed = `${head}.${base64Url(Buffer.from(text))}`;
  return `${signed}.${base64Url(rsaSha256(key, signed))}`;
};
const withHmac = (body: string, key: string): string => {
  const signed = `${encode({ alg: 'HS256', kid: 'one' })}.${body}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
};

/** Times at both sides of every limit, in seconds and in milliseconds, and the names of organisation and webhook. */
function claimForms(good: { iss: string; aud: string; iat: number; exp: number }): [string, Claims][] {
  const times: [string, unknown, unknown][] = [
    ...[-61_000, -60_001, -60_000, -59_999, -59_000, 0, 299_000].map((left): [string, unknown, unknown] => [
      `${left} ms left`,
      at - 200_000,
      at + left,
    ]),
    ...[59_000, 60_000, 60_001, 61_000, 300_000].map((ahead): [string, unknown, unknown] => [
      `issued in ${ahead} ms`,
      at + ahead,
      at + ahead + 60_000,
    ]),
    ...[3_599_000, 3_600_000, 3_600_001, 3_601_000, 86_400_000].map((life): [string, unknown, unknown] => [
      `good for ${life} ms`,
      at,
      at + life,
    ]),
    ['texts', String(at), String(at + 1_000)],
    ['ends before it begins', at + 30_000, at - 30_000],
    ['no beginning', undefined, at + 1_000],
    ['no end', at, undefined],
    ['zero', 0, at + 1_000],
    ['negative', -at, at + 1_000],
    ['null', null, at + 1_000],
    ['endless', at, 1e300],
  ];
  const inSeconds = (value: unknown): unknown => (typeof value === 'number' ? value / 1_000 : value);
  return [
    ...times.map(([name, iat, exp]): [string, Claims] => [name, { ...good, iat, exp }]),
    ...times.map(([name, iat, exp]): [string, Claims] => [
      `${name}, in seconds`,
      { ...good, iat: inSeconds(iat), exp: inSeconds(exp) },
    ]),
    ...[
      '',
      'orgId:',
      organizationId,
      `orgid:${organizationId}`,
      `orgId:${organizationId}0`,
      ` orgId:${organizationId}`,
      'orgId:1',
      null,
      7,
      [good.iss],
    ].map((iss): [string, Claims] => [`iss ${JSON.stringify(iss)}`, { ...good, iss }]),
    ...['', 'webhookId:', 'webhookId:2', 'webhookId:3', webhookId, `${good.aud},webhookId:2`, null, 7, [good.aud]].map(
      (aud): [string, Claims] => [`aud ${JSON.stringify(aud)}`, { ...good, aud }],
    ),
  ];
}

/** The sender's own rule: one of Desk's keys made exactly this signature, and what it says is so. */
function isGenuine(token: string, known: Record<string, KeyObject>): boolean {
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  const [header, claims] = [decode(head), decode(body)];
  const key = Object.entries(known).find(([kid]) => kid === header?.['kid'])?.[1];
  if (rest.length > 0 || header?.['alg'] !== 'RS256' || claims === null || key === undefined) return false;
  if (base64Url(rsaSha256(key, `${head}.${body}`)) !== signature) return false;
  const [iat, exp] = [claims['iat'], claims['exp']].map((value) =>
    typeof value === 'number' && value > 0 ? (value < 1e11 ? value * 1_000 : value) : Number.NaN,
  ) as [number, number];
  const isInTime =
    (iat <= at || isWithin(iat, at, 60_000)) &&
    (exp > at || (isWithin(exp, at, 60_000) && at - exp !== 60_000)) &&
    exp - iat <= 3_600_000;
  return (
    isInTime &&
    claims['iss'] === `orgId:${organizationId}` &&
    ['2', webhookId].some((id) => claims['aud'] === `webhookId:${id}`)
  );
}

function decode(part: string): Claims | null {
  const bytes = Buffer.from(part, 'base64url');
  if (base64Url(bytes) !== part) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
