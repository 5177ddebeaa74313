import { mountConsole } from '@baton/console';
import { AppError, type InboundAdapter } from '@baton/core';
import type { Operations } from '@baton/store';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Console } from '../console/create-console.ts';
import { withinTime } from '../engine/within-time.ts';
import type { FileLinks } from '../files/file-links.ts';
import type { VendorHealth } from '../health/vendor-health.ts';
import type { Counters } from '../metrics.ts';
import { type ConnectionLimits, createConnections, findProtocolRefusal } from './connections.ts';
import { addDeadLetters } from './dead-letters.ts';
import { addFiles } from './files.ts';
import { findDemoRefusal } from './guard.ts';
import { addHandoffs, type HandoffReading } from './handoffs.ts';
import { describeError, type Logger } from './logger.ts';
import { type ProblemCode, retryAfterSeconds, toProblem, toProblemCode } from './problem.ts';
import { createRefusalReport } from './refusals.ts';
import { addWebhooks, type Ingest } from './webhooks.ts';

export type Readiness = {
  /** Answers at once, whatever the store does. `reason`: what an operator should know, for anybody to read. */
  look(): { isReady: true } | { isReady: false; reason: string };
  /** Open work by kind, for example `{ inbox: 0, outbox: 2 }`; names are in snake case. */
  countBacklog(): Promise<Record<string, number>>;
};

export type HttpServerDependencies = {
  ingest: Ingest;
  /** Those that share a path are asked in this order whether a request is theirs. */
  adapters: readonly InboundAdapter[];
  /** The address that senders write, without a slash at the end; null: as the `Host` header says, over http. */
  publicUrl: string | null;
  guard: { isDemo: boolean };
  handoffs: HandoffReading;
  /** Operators' files, by their links. */
  files: Pick<FileLinks, 'fetch'>;
  deadLetters: Pick<Operations, 'listDeadLetters' | 'replayDeadLetter'>;
  /** Null where Baton's own desk is not used. */
  console: Pick<Console, 'api' | 'render'> | null;
  /** Opens the admin routes; null closes them outside the demo. */
  adminKey: string | null;
  readiness: Readiness;
  counters: Counters;
  health: Pick<VendorHealth, 'render'>;
  /** Those that are left out have the defaults of `connections.ts`. */
  limits: Partial<ConnectionLimits> & Pick<ConnectionLimits, 'perAddressMax'>;
  now(): Date;
  logger: Logger;
};

const bodyBytesMax = 1_048_576;
/** Errors whose own words help a sender, and tell nothing to whoever tries a signature. */
const toldToSenders: ReadonlySet<ProblemCode> = new Set(['delivery-malformed', 'session-wrong']);

/** The inbound HTTP surface; not yet listening. Errors are problem documents. */
export function createHttpServer(dependencies: HttpServerDependencies): FastifyInstance {
  const connections = createConnections(dependencies);
  const server = Fastify({
    logger: false,
    bodyLimit: bodyBytesMax,
    exposeHeadRoutes: true,
    // Links to files are long.
    routerOptions: { maxParamLength: 4_000 },
    serverFactory: (handler) => connections.createServer(handler),
    clientErrorHandler: (error, socket) => connections.onClientError(error, socket),
    // An address that cannot be read, or a part of it longer than any of ours.
    frameworkErrors: (error, _request, reply) =>
      sendProblem(reply, error.code === 'FST_ERR_BAD_URL' ? 'request-invalid' : 'not-found'),
    // Senders do not ask twice, so what still comes in while we close is answered.
    return503OnClosing: false,
  });
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
    const detail = toldToSenders.has(code) && error instanceof Error ? error.message : undefined;
    return sendProblem(reply, code, detail);
  });
  server.addHook('onRequest', async (request, reply) => {
    const refusal =
      findProtocolRefusal(request.raw) ?? (dependencies.guard.isDemo ? findDemoRefusal(request.raw) : null);
    if (refusal !== null) return sendProblem(reply, refusal);
    return undefined;
  });
  server.addHook('preHandler', async ({ raw }) => connections.begin(raw.socket));
  server.addHook('onResponse', async ({ raw }) => connections.finish(raw.socket));
  addWebhooks(server, { ...dependencies, reportRefusal: createRefusalReport(dependencies), refuse: sendProblem });
  addHealth(server, dependencies);
  const access = { adminKey: dependencies.adminKey, isDemo: dependencies.guard.isDemo };
  addDeadLetters(server, { store: dependencies.deadLetters, access, refuse: sendProblem });
  if (dependencies.console !== null) mountConsole(server, dependencies.console.api, sendProblem);
  addFiles(server, { links: dependencies.files, now: dependencies.now, refuse: sendProblem });
  addHandoffs(server, { reading: dependencies.handoffs, access, refuse: sendProblem });
  return server;
}

/** Takes no more connections, lets requests under way be answered for `drainMs`, and then closes what is still open. */
export async function closeServer(server: FastifyInstance, drainMs: number): Promise<void> {
  const force = setTimeout(() => server.server.closeAllConnections(), drainMs);
  await server.close();
  clearTimeout(force);
}

function sendProblem(reply: FastifyReply, code: ProblemCode, detail?: string): FastifyReply {
  const problem = toProblem(code, detail);
  const seconds = retryAfterSeconds(problem.status);
  if (seconds !== null) reply.header('retry-after', String(seconds));
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

function addHealth(server: FastifyInstance, { readiness, counters, health, console }: HttpServerDependencies): void {
  server.get('/healthz', () => ({ status: 'ok' }));
  server.get('/readyz', (_request, reply) => {
    const found = readiness.look();
    return found.isReady ? { status: 'ready' } : sendProblem(reply, 'store-unavailable', found.reason);
  });
  server.get('/metrics', async (_request, reply) => {
    const lines = [
      '# HELP baton_ready Whether this node takes requests: 1 or 0.',
      '# TYPE baton_ready gauge',
      `baton_ready ${readiness.look().isReady ? 1 : 0}`,
      ...(await renderBacklog(readiness)),
      ...(console === null ? [] : await withinTime(console.render(), backlogWithinMs, lateFigures).catch(() => [])),
      ...health.render(),
      ...counters.render(),
    ];
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(`${lines.join('\n')}\n`);
  });
}

const backlogWithinMs = 2_000;

const lateFigures = (): AppError => new AppError('store-unavailable', 'The figures were not counted in time.');

/** A store that does not answer in time is told by other figures; its backlog is left out. */
async function renderBacklog(readiness: Readiness): Promise<string[]> {
  const backlog = await withinTime(readiness.countBacklog(), backlogWithinMs, lateFigures).catch(() => null);
  if (backlog === null) return [];
  const rows = Object.entries(backlog).map(([kind, count]) => `baton_backlog{kind="${kind}"} ${count}`);
  return ['# HELP baton_backlog Open work by kind.', '# TYPE baton_backlog gauge', ...rows];
}
