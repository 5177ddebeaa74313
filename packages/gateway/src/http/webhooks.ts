import { AppError, type InboundAdapter, type JsonObject, type Preparation, type RawRequest } from '@baton/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withinTime } from '../engine/within-time.ts';
import type { Arrival } from '../inbound/arrival.ts';
import { describeError, type Logger } from './logger.ts';
import type { ProblemCode } from './problem.ts';
import type { ReportRefusal } from './refusals.ts';

/** `sending`: 1 for a first answer, more when the sender repeated its request. */
export type IngestResult = { deliveryId: string; sending: number; status: number; body: JsonObject };

/** `accept` resolves once everything in the request is durable; then exactly one of `flushed` and `aborted` is called. */
export type Ingest = {
  accept(arrival: Arrival): Promise<IngestResult>;
  flushed(deliveryId: string): Promise<void>;
  aborted(deliveryId: string, sending: number): Promise<void>;
};

export type WebhookDependencies = {
  /** In the order in which those that share a path are asked. */
  adapters: readonly InboundAdapter[];
  /** Scheme, host and perhaps path that senders write, without a slash at the end; null: the `Host` header's, over http. */
  publicUrl: string | null;
  ingest: Ingest;
  reportRefusal: ReportRefusal;
  now(): Date;
  logger: Logger;
  refuse(reply: FastifyReply, code: ProblemCode, detail?: string): FastifyReply;
};

/** Mounts the adapters at their paths: POST takes a request, GET and HEAD answer 200 to whoever checks the address. */
export function addWebhooks(server: FastifyInstance, dependencies: WebhookDependencies): void {
  for (const [path, adapters] of groupByPath(dependencies.adapters)) {
    server.get(path, (_request, reply) => reply.code(200).send());
    server.post(path, (request, reply) => takeRequest({ ...dependencies, adapters }, request, reply));
  }
}

function groupByPath(adapters: readonly InboundAdapter[]): Map<string, InboundAdapter[]> {
  const groups = new Map<string, InboundAdapter[]>();
  for (const adapter of adapters) groups.set(adapter.path, [...(groups.get(adapter.path) ?? []), adapter]);
  return groups;
}

async function takeRequest(
  dependencies: WebhookDependencies,
  incoming: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const request = toRawRequest(dependencies, incoming);
  const read = await readRequest(dependencies, request);
  if (read.ok && 'answer' in read) return sendJson(reply, read.answer);
  if (!read.ok) {
    dependencies.reportRefusal({ ...read, request });
    // What is wrong with a signature is for the operator to read, and not for whoever tries one.
    return dependencies.refuse(reply, read.code, read.code === 'delivery-malformed' ? read.advice : undefined);
  }
  const { ingest, logger } = dependencies;
  const result = await acceptInTime(dependencies, read.arrival);
  reportOutcome(reply, { deliveryId: result.deliveryId, sending: result.sending, ingest, logger });
  return sendJson(reply, result);
}

const sendJson = (reply: FastifyReply, { status, body }: { status: number; body: JsonObject }): FastifyReply =>
  reply.code(status).type('application/json').send(JSON.stringify(body));

/** A request is answered within ten seconds, whatever the store does; what is left of them is for reading and sending. */
const answeredWithinMs = 9_000;

/** What is answered too late was not said: its messages wait again, for the next request or for the repetition of this one. */
async function acceptInTime({ ingest, logger }: WebhookDependencies, arrival: Arrival): Promise<IngestResult> {
  const accepting = ingest.accept(arrival);
  let isLate = false;
  const tooLate = (): AppError => {
    isLate = true;
    return new AppError('store-unavailable', 'The answer took too long. Send the request again in a moment.', {
      retryable: true,
    });
  };
  accepting
    .then(({ deliveryId, sending }) => (isLate ? ingest.aborted(deliveryId, sending) : undefined))
    .catch((error: unknown) => {
      if (isLate) logger.warn('late-answer-failed', describeError(error));
    });
  return withinTime(accepting, answeredWithinMs, tooLate);
}

function toRawRequest({ publicUrl, now }: WebhookDependencies, incoming: FastifyRequest): RawRequest {
  const origin = publicUrl ?? `http://${incoming.headers.host ?? ''}`;
  return {
    method: incoming.method,
    url: `${origin}${incoming.raw.url ?? ''}`,
    headers: incoming.headers,
    body: Buffer.isBuffer(incoming.body) ? incoming.body : Buffer.alloc(0),
    receivedAt: now(),
  };
}

type Read =
  | { ok: true; arrival: Arrival }
  | { ok: true; answer: { status: number; body: JsonObject } }
  | { ok: false; code: ProblemCode; adapter: string; reason: string; advice: string };

async function readRequest({ adapters }: WebhookDependencies, request: RawRequest): Promise<Read> {
  const adapter = adapters.find((candidate) => candidate.recognises(request));
  if (adapter === undefined) return { ok: false, code: 'signature-invalid', ...noAdapter };
  const checked = await adapter.verify(request);
  if (!checked.ok) return { ...checked, code: 'signature-invalid', adapter: adapter.name };
  const { covers } = checked;
  const prepared = await prepareInTime(adapter, request, covers);
  if (prepared.type === 'answered') return { ok: true, answer: prepared };
  const kept = keepHeaders(adapter, request, prepared.notes);
  try {
    const deliveries = adapter.parse(kept, covers);
    const { body: receipt } = prepared;
    return { ok: true, arrival: { adapter: adapter.name, covers, request: kept, deliveries, receipt } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'delivery-malformed')
      return { ok: false, code: error.code, adapter: adapter.name, reason: 'body-malformed', advice: error.message };
    if (error.code === 'signature-invalid')
      return { ok: false, code: error.code, adapter: adapter.name, reason: 'proof-of-another', advice: error.message };
    throw error;
  }
}

/** What the adapter does before anything is stored; nothing, for most of them. */
type Prepared =
  | Extract<Preparation, { type: 'answered' }>
  | { type: 'accepted'; notes: Readonly<Record<string, string>>; body: JsonObject | null };

const preparedWithinMs = 8_000;

async function prepareInTime(adapter: InboundAdapter, request: RawRequest, covers: string): Promise<Prepared> {
  if (adapter.prepare === null) return { type: 'accepted', notes: {}, body: null };
  const tooLate = (): AppError =>
    new AppError('store-unavailable', 'The vendor took too long. Send the request again in a moment.', {
      retryable: true,
    });
  return withinTime(adapter.prepare(request, covers), preparedWithinMs, tooLate);
}

function keepHeaders(
  { keptHeaders }: InboundAdapter,
  request: RawRequest,
  notes: Readonly<Record<string, string>>,
): RawRequest {
  const kept = keptHeaders.map((name) => [name, request.headers[name]] as const);
  return { ...request, headers: { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), ...notes } };
}

const noAdapter = {
  adapter: 'none',
  reason: 'no-adapter',
  advice: 'No header says who sent it. Look for a proxy that drops headers, and switch signing on at the sender.',
};

type Outcome = { deliveryId: string; sending: number; ingest: Ingest; logger: Logger };

/** Tells once whether the answer left us or the caller went away first. */
function reportOutcome(reply: FastifyReply, { deliveryId, sending, ingest, logger }: Outcome): void {
  let isReported = false;
  const report = (kind: 'flushed' | 'aborted') => {
    if (isReported) return;
    isReported = true;
    ingest[kind](deliveryId, sending).catch((error: unknown) =>
      logger.error('outcome-not-recorded', { deliveryId, kind, ...describeError(error) }),
    );
  };
  // The caller may have left while we stored; then neither event comes any more.
  if (reply.raw.closed || reply.raw.destroyed) {
    report('aborted');
    return;
  }
  reply.raw.once('finish', () => report('flushed'));
  reply.raw.once('close', () => report('aborted'));
}
