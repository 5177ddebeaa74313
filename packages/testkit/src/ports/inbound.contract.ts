import { AppError, type InboundAdapter, joinKey, type ParsedDelivery, type RawRequest } from '@baton/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

export type InboundSample = {
  name: string;
  /** As the vendor sends it, with a genuine proof. */
  request: RawRequest;
  /** What the proof must speak for. */
  covers: string;
  /** Words, names and addresses in it, none of which may be kept or logged. */
  personal: string[];
  /** Name of the sample that this one repeats; null when it is a delivery of its own. */
  repeats: string | null;
};

export type InboundTrial = {
  adapter: InboundAdapter;
  /** The same adapter, without any secret. */
  unconfigured: InboundAdapter;
  samples: InboundSample[];
  /** The header that holds the proof of a sample. */
  proofHeader(sample: InboundSample): string;
  /** Whether the proof of a sample speaks for its bytes; false for a bare shared secret. */
  isBodyProved(sample: InboundSample): boolean;
};

/** A POST with this body; `headers` in lower case. */
export function newRawRequest(body: string | Uint8Array, options: Partial<RawRequest> = {}): RawRequest {
  return {
    method: 'POST',
    url: 'https://baton.example/webhook',
    headers: {},
    body: typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
    receivedAt: new Date('2026-03-02T10:00:00Z'),
    ...options,
  };
}

/** What every inbound adapter must do. */
export function describeInboundAdapter({ adapter, unconfigured, samples, ...trial }: InboundTrial): void {
  const first = (sample: InboundSample): ParsedDelivery => adapter.parse(sample.request, sample.covers)[0];
  const keyOf = ({ key }: ParsedDelivery): string | null => {
    const [head, ...rest] = key ?? [];
    return head === undefined ? null : joinKey(head, ...rest);
  };

  describe.each(samples.map((sample) => [sample.name, sample] as const))('%s', (_name, sample) => {
    it('is recognised, believed as sent, and not otherwise', async () => {
      expect(adapter.recognises(sample.request)).toBe(true);
      expect(await adapter.verify(sample.request)).toEqual({ ok: true, covers: sample.covers });
      const header = trial.proofHeader(sample);
      const proof = String(sample.request.headers[header]);
      const wrong = [
        { ...sample.request, headers: { ...sample.request.headers, [header]: undefined } },
        { ...sample.request, headers: { ...sample.request.headers, [header]: '' } },
        { ...sample.request, headers: { ...sample.request.headers, [header]: [proof, proof] } },
        { ...sample.request, headers: { ...sample.request.headers, [header]: `${proof.slice(0, -4)}AAAA` } },
        ...(trial.isBodyProved(sample) ? alter(sample.request) : []),
      ];
      for (const request of wrong) await expectRefusal(adapter, request, sample);
      await expectRefusal(unconfigured, sample.request, sample);
    });

    it('is read the same each time, from nothing but its bytes and the kept headers', () => {
      const { request, covers } = sample;
      const kept = Object.fromEntries(adapter.keptHeaders.map((name) => [name, request.headers[name]]));
      const before = Buffer.from(request.body).toString('hex');
      const read = adapter.parse(request, covers);
      expect(adapter.parse(Object.freeze({ ...request, headers: Object.freeze(kept) }), covers)).toEqual(read);
      expect(Buffer.from(request.body).toString('hex')).toBe(before);
    });

    it('keeps nobody’s words, name or address in what is kept and logged', () => {
      const kept = JSON.stringify(adapter.parse(sample.request, sample.covers).map(({ redacted }) => redacted));
      for (const word of sample.personal.filter(({ length }) => length > 3)) expect(kept).not.toContain(word);
    });

    it('has a lane, and a time that is one or null', () => {
      for (const { lane, intent, answer } of adapter.parse(sample.request, sample.covers)) {
        expect(lane.length).toBeGreaterThan(0);
        if (intent.type !== 'desk-event') continue;
        expect(answer).toBe('received');
        if (intent.at !== null) expect(new Date(intent.at).toISOString()).toBe(intent.at);
      }
    });

    it('is refused, and nothing worse, whatever its values are', () => expectSoundness(adapter, sample));
  });

  it('tells repetitions from different deliveries', () => {
    const seen = new Map<string, string>();
    for (const sample of samples) {
      const key = keyOf(first(sample));
      if (key === null) continue;
      const other = seen.get(key) ?? null;
      expect({ sample: sample.name, repeats: other }).toEqual({ sample: sample.name, repeats: sample.repeats });
      if (other === null) seen.set(key, sample.name);
    }
  });

  it('throws nothing but its refusal, whatever the bytes are', () => {
    const covers = [...new Set(samples.map((sample) => sample.covers))];
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from)), fc.constantFrom(...covers), (body, proof) => {
        parseSafely(adapter, newRawRequest(body), proof);
      }),
      { numRuns: 300 },
    );
  });
}

/** The same request with one bit of one byte turned, at the beginning, in the middle and at the end. */
function alter(request: RawRequest): RawRequest[] {
  const { length } = request.body;
  return [0, Math.floor(length / 2), length - 1].map((position) => {
    const body = Buffer.from(request.body);
    body.writeUInt8(body.readUInt8(position) ^ 1, position);
    return { ...request, body };
  });
}

/** A refusal has a code for metrics and advice for the log, and neither quotes the request. */
async function expectRefusal(adapter: InboundAdapter, request: RawRequest, { personal }: InboundSample): Promise<void> {
  const result = await adapter.verify(request);
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.reason).toMatch(/^[a-z]+(-[a-z]+)+$/);
  expect(result.advice).toMatch(/^.{20,500}$/);
  const proofs = Object.values(request.headers).flatMap((value) => value ?? []);
  for (const word of [...personal, ...proofs].filter(({ length }) => length > 3))
    expect(`${result.reason} ${result.advice}`).not.toContain(word);
}

function parseSafely(adapter: InboundAdapter, request: RawRequest, covers: string): readonly ParsedDelivery[] {
  try {
    return adapter.parse(request, covers);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(['delivery-malformed', 'signature-invalid']).toContain(error.code);
    return [];
  }
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    Number.POSITIVE_INFINITY,
    '',
    ' ',
    'x'.repeat(9_000),
    '\u0000',
    '\ud800',
    'a\udc00b',
    {},
    [],
  ),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
);

/** Puts hostile values at every place of the body, one at a time: what is still taken can be stored. */
function expectSoundness(adapter: InboundAdapter, { request, covers }: InboundSample): void {
  const body: unknown = JSON.parse(Buffer.from(request.body).toString('utf8'));
  const places = listPlaces(body, []);
  fc.assert(
    fc.property(fc.constantFrom(...places), hostile, (place, value) => {
      const changed = JSON.stringify(replaceAt(body, place, value));
      for (const { key, lane, redacted, intent } of parseSafely(adapter, newRawRequest(changed), covers)) {
        const kept = JSON.stringify([key, lane, redacted, intent]);
        // JSON writes a lone half of a pair and a NUL as escapes; a backslash in a text is written twice.
        expect(kept.replaceAll('\\\\', '')).not.toMatch(/\\u(d[89a-f]|0000)/i);
      }
    }),
    { numRuns: 200 },
  );
}

function listPlaces(value: unknown, path: string[]): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => listPlaces(child, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
  copy[key] = replaceAt(copy[key], rest, replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}
