import { readFileSync } from 'node:fs';
import fc from 'fast-check';

/** A request that somebody hostile or broken sends. */
export type Asked = { method: string; url: string; headers: Record<string, string>; payload: string | Buffer };
export type Proofs = Record<'none' | 'rsa' | 'hmac', (body: string) => Record<string, string>>;

const sample = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/salesiq/${name}.json`, import.meta.url), 'utf8')) as object;
const shapes = {
  none: [
    sample('seed002.webhook.flat'),
    { chat_id: 'c', message: 'talk to a human', message_id: 'm', visitor_id: 'v' },
  ],
  rsa: ['zobot.request.message.attachment', 'zobot.request.failure', 'zobot.request.context', 'zobot.request.trigger']
    .concat(['conversation.operator.replied', 'conversation.completed', 'conversation.created.entity-only'])
    .map(sample),
  hmac: ['seed004.message.received', 'seed004.visitor.identified', 'seed004.chat.ended'].map(sample),
};

const halves = ['\ud83d', '\ude00', 'a\udc00b', 'x\ud800', '\u0000', 'a\u0000b', '\uffff', '\u202e', '👩‍🚒'];
const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    2 ** 53,
    1e308,
    '',
    ' ',
    '%00',
    "'; drop table deliveries; --",
    {},
    [],
    [null],
  ),
  fc.constantFrom(...halves),
  fc.constantFrom(...halves).map((half) => half.repeat(90).slice(0, 200)),
  fc.string({ unit: 'binary', minLength: 150, maxLength: 200 }),
  fc.constantFrom(...halves).map((half) => `talk to a human ${half.repeat(3_900)}`.slice(0, 8_000)),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

function listPlaces(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => listPlaces(child, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  copy[key] = replaceAt(copy[key], rest, replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

/** A proved body of one of the shapes with hostile values at a few places. `proofs`: the headers of a genuine sender. */
export const disturbedBody = (proofs: Proofs): fc.Arbitrary<Asked> =>
  fc.constantFrom<keyof typeof shapes>('none', 'rsa', 'hmac').chain((proof) =>
    fc.constantFrom(...shapes[proof]).chain((shape) => {
      const places = fc.subarray(listPlaces(shape).slice(1), { minLength: 1, maxLength: 4 });
      return fc.tuple(places, fc.array(hostile, { minLength: 4, maxLength: 4 })).map(([at, values]): Asked => {
        const body = at.reduce((changed, place, index) => replaceAt(changed, place, values[index]), shape as unknown);
        const payload = JSON.stringify(body);
        return { method: 'POST', url: '/webhook/salesiq', headers: proofs[proof](payload), payload };
      });
    }),
  );

const headerText = fc
  .string({ unit: 'binary-ascii', maxLength: 40 })
  .map((text) => text.replaceAll(/[^\x20-\x7e]/g, ' '));
const headerName = fc.constantFrom(
  'x-siqsignature',
  'x-salesiq-signature',
  'x-baton-secret',
  'content-type',
  'content-encoding',
  'content-length',
  'authorization',
  'host',
  'origin',
  'expect',
  'x-forwarded-for',
);

/** Anything at any address. */
export const anything = fc.record<Asked>({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'),
  url: fc.oneof(
    fc.constantFrom(
      '/webhook/salesiq',
      '/webhook/salesiq?x=%00',
      '/healthz',
      '/readyz',
      '/metrics',
      '/api/dead-letters',
      '/api/handoffs',
      '/api/handoffs/c1-h1',
    ),
    fc.constantFrom(
      '/api/dead-letters/effect-1/replay',
      '/api/dead-letters/delivery-999999999999999999/replay',
      '/%zz',
      '//',
    ),
    fc.webPath().map((path) => `/${path}`),
    fc.string().map((text) => `/api/dead-letters/${encodeURIComponent(text.toWellFormed())}/replay`),
  ),
  headers: fc.oneof(
    fc.dictionary(headerName, headerText, { maxKeys: 4 }),
    fc.constant({ authorization: 'Bearer key of the administrator' }),
  ),
  payload: fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.json(),
    fc.constantFrom('{"chat_id":"c","message":"x"', '['.repeat(50_000), '{"chat_id":{"__proto__":null},"message":"m"}'),
  ),
});
