import type { JsonObject } from '@baton/core';
import type { Operations } from '@baton/store';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { type Inbound, parseInbound } from '../inbound/parse.ts';
import { checkSignature, type InboundSecrets, isCovered } from '../inbound/verify.ts';
import { addDeadLetters } from './dead-letters.ts';
import { findDemoRefusal } from './guard.ts';
import { describeError, type Logger } from './logger.ts';
import { type ProblemCode, toProblem, toProblemCode } from './problem.ts';

/** `sending`: 1 for a first answer, more when the sender repeated its request. */
export type IngestResult = { deliveryId: string; sending: number; status: number; body: JsonObject };

/** `accept` resolves once the delivery is durable; then exactly one of `flushed` and `aborted` is called. */
export type Ingest = {
  accept(delivery: { inbound: Inbound; rawBody: Buffer }): Promise<IngestResult>;
  flushed(deliveryId: string): Promise<void>;
  aborted(deliveryId: string, sending: number): Promise<void>;
};

export type Readiness = {
  isReady(): Promise<boolean>;
  /** Open work by kind, for example `{ inbox: 0, outbox: 2 }`; names are in snake case. */
  countBacklog(): Promise<Record<string, number>>;
};

export type HttpServerDependencies = {
  ingest: Ingest;
  secrets: InboundSecrets;
  guard: { isDemo: boolean };
  deadLetters: Pick<Operations, 'listDeadLetters' | 'replayDeadLetter'>;
  /** Opens the admin routes; null closes them outside the demo. */
  adminKey: string | null;
  readiness: Readiness;
  logger: Logger;
};

const bodyBytesMax = 1_048_576;

/** The inbound HTTP surface; not yet listening. Errors are problem documents. */
export function createHttpServer(dependencies: HttpServerDependencies): FastifyInstance {
  const server = Fastify({ logger: false, bodyLimit: bodyBytesMax, exposeHeadRoutes: true });
  // Signatures cover the raw bytes, so nothing may parse the body before us, whatever type it claims.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setNotFoundHandler((_request, reply) => sendProblem(reply, 'not-found'));
  server.setErrorHandler((error, _request, reply) => {
    const code = toProblemCode(error);
    const problem = toProblem(code);
    const fields = { problem: code, ...describeError(error) };
    if (problem.status >= 500) dependencies.logger.error('request-failed', fields);
    else dependencies.logger.warn('request-refused', fields);
    const detail = code === 'delivery-malformed' && error instanceof Error ? error.message : undefined;
    return sendProblem(reply, code, detail);
  });
  server.addHook('onRequest', async (request, reply) => {
    const refusal = dependencies.guard.isDemo ? findDemoRefusal(request.raw) : null;
    if (refusal !== null) return sendProblem(reply, refusal);
    return undefined;
  });
  addWebhook(server, dependencies);
  addHealth(server, dependencies.readiness);
  const access = { adminKey: dependencies.adminKey, isDemo: dependencies.guard.isDemo };
  addDeadLetters(server, { store: dependencies.deadLetters, access, refuse: sendProblem });
  return server;
}

function sendProblem(reply: FastifyReply, code: ProblemCode, detail?: string): FastifyReply {
  const problem = toProblem(code, detail);
  if (problem.status === 503) reply.header('retry-after', '1');
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function addWebhook(server: FastifyInstance, dependencies: HttpServerDependencies): void {
  const { ingest, secrets, logger } = dependencies;
  server.get('/webhook/salesiq', (_request, reply) => reply.code(200).send());
  server.post('/webhook/salesiq', async (request, reply) => {
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const check = checkSignature({ rawBody, headers: request.headers, secrets });
    if (!check.ok) return sendProblem(reply, 'signature-invalid');
    const inbound = parseInbound(rawBody, request.headers);
    if (!isCovered(inbound, check.covers)) return sendProblem(reply, 'signature-invalid');
    const result = await ingest.accept({ inbound, rawBody });
    reportOutcome(reply, { deliveryId: result.deliveryId, sending: result.sending, ingest, logger });
    return reply.code(result.status).type('application/json').send(JSON.stringify(result.body));
  });
}

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

function addHealth(server: FastifyInstance, readiness: Readiness): void {
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    if (await readiness.isReady()) return { status: 'ready' };
    return sendProblem(reply, 'store-unavailable');
  });
  server.get('/metrics', async (_request, reply) => {
    const backlog = await readiness.countBacklog();
    const rows = Object.entries(backlog).map(([kind, count]) => `baton_backlog{kind="${kind}"} ${count}`);
    const head = ['# HELP baton_backlog Open work by kind.', '# TYPE baton_backlog gauge'];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${[...head, ...rows].join('\n')}\n`);
  });
}
