import { createHash } from 'node:crypto';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { createClock } from './clock.ts';
import { registerControl } from './control.ts';
import { createFaults } from './faults.ts';
import { guardBrowserAccess } from './guard.ts';
import { openLog } from './persistence.ts';
import { redactBody } from './redact.ts';
import { createState } from './state.ts';
import type {
  EmulatorHost,
  EmulatorReply,
  EmulatorRequest,
  Fault,
  JournalEntry,
  OperationDefinition,
  RegisteredRoute,
} from './types.ts';

export type HostOptions = {
  /** Where state and journal live; null keeps them in memory. */
  dataDir: string | null;
};

type Work = () => void | Promise<void>;

/** The HTTP server, state, journal, clock and faults that all emulated vendors share. */
export function createEmulatorHost({ dataDir }: HostOptions): Promise<EmulatorHost> {
  const app = Fastify({ bodyLimit: 60 * 1024 * 1024, forceCloseConnections: true });
  const state = createState(openLog(dataDir, 'state'));
  const journalLog = openLog(dataDir, 'journal');
  const journal = createJournal(journalLog);
  const clock = createClock((error) => app.log.error(error));
  const faults = createFaults();
  const operations: OperationDefinition[] = [];
  const resets: Work[] = [];
  const closes: Work[] = [];
  const connections = new Map<string, () => unknown>();
  const routes = recordRoutes(app);
  acceptEveryBody(app);
  guardBrowserAccess(app);
  app.addHook('onSend', async () => {
    state.flush();
    journalLog.flush();
  });
  const host: EmulatorHost = {
    app,
    clock,
    journal,
    faults,
    operations,
    routes,
    collection: state.collection,
    nextId: () => `9044100000${String(state.counter('id', 10_000_001)).padStart(8, '0')}`,
    counter: state.counter,
    operation: (definition) => {
      operations.push(definition);
      app.route({
        method: definition.method,
        url: definition.path,
        handler: (request, reply) => serve(host, definition, { request, reply }),
      });
    },
    control: (method, path, handle) => {
      app.route({
        method,
        url: `/__emulator${path}`,
        handler: async (request) => (await handle(toRequest(request))) ?? null,
      });
    },
    page: (path, html) => {
      app.get(path, (_request, reply) => reply.type('text/html; charset=utf-8').send(html()));
    },
    onReset: (work) => resets.push(work),
    onClose: (work) => closes.push(work),
    contributeConnection: (key, value) => connections.set(key, value),
    connection: () => Object.fromEntries([...connections].map(([key, value]) => [key, value()])),
    listen: (port) => app.listen({ host: '127.0.0.1', port }),
    close: async () => {
      for (const work of closes) await work();
      await app.close();
      clock.stop();
      state.close();
      journalLog.close();
    },
  };
  const reset = async (): Promise<void> => {
    state.clear();
    faults.clear();
    for (const work of resets) await work();
  };
  registerControl(host, { state, reset });
  return Promise.resolve(host);
}

function createJournal(log: ReturnType<typeof openLog>): EmulatorHost['journal'] {
  const entries: unknown[] = log.read();
  return {
    record: (entry: JournalEntry) => {
      const { body, ...rest } = entry;
      const bodyHash = createHash('sha256').update(body).digest('hex');
      const line = {
        id: String(entries.length + 1),
        at: new Date().toISOString(),
        ...rest,
        bodyHash,
        body: redactBody(body),
      };
      entries.push(line);
      log.append(line);
    },
    list: () => entries,
  };
}

/** Every route from now on; the HEAD that comes with a GET is left out. */
function recordRoutes(app: FastifyInstance): RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, path: url });
  });
  return routes;
}

function acceptEveryBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

type Exchange = { request: FastifyRequest; reply: FastifyReply };

async function serve(
  host: EmulatorHost,
  definition: OperationDefinition,
  { request, reply }: Exchange,
): Promise<unknown> {
  const emulated = toRequest(request);
  const faults = host.faults.take({
    vendor: definition.vendor,
    operation: definition.name,
    kinds: ['status', 'slow', 'timeout', 'drop-response'],
  });
  const record = (status: number | null): void => {
    const { method, path, query, rawBody } = emulated;
    const fault = faults[0]?.kind ?? null;
    host.journal.record({
      vendor: definition.vendor,
      operation: definition.name,
      method,
      path,
      query,
      status,
      fault,
      body: rawBody.toString('utf8'),
    });
  };
  const slow = faults.find((fault) => fault.kind === 'slow' || fault.kind === 'timeout');
  if (slow !== undefined) await wait(slow.delayMs ?? (slow.kind === 'timeout' ? 60_000 : 1_000));
  if (slow?.kind === 'timeout') return cut(request, reply, () => record(null));
  const failing = faults.find((fault) => fault.kind === 'status');
  const result = failing === undefined ? await handleSafely(definition, emulated) : failed(failing, definition);
  if (faults.some((fault) => fault.kind === 'drop-response')) return cut(request, reply, () => record(null));
  record(result.status);
  return send(reply, result);
}

function cut(request: FastifyRequest, reply: FastifyReply, record: () => void): FastifyReply {
  record();
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

async function handleSafely(definition: OperationDefinition, request: EmulatorRequest): Promise<EmulatorReply> {
  try {
    return await definition.handle(request);
  } catch (error) {
    if (error instanceof BadJson)
      return { status: 400, body: { errorCode: 'BAD_REQUEST', message: 'The body is not valid JSON.' } };
    throw error;
  }
}

function failed(fault: Fault, { fail }: OperationDefinition): EmulatorReply {
  const status = fault.status ?? 503;
  if (fault.body === 'empty') return { status };
  if (fault.body === 'html')
    return { status, body: '<!doctype html><title>Error</title><h1>Something went wrong</h1>' };
  return fail?.(status) ?? { status, body: { message: 'The emulator was told to fail.' } };
}

function send(reply: FastifyReply, { status, headers = {}, body }: EmulatorReply): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  if (typeof body !== 'string') return reply.type('application/json;charset=utf-8').send(JSON.stringify(body));
  return (headers['content-type'] === undefined ? reply.type('text/html; charset=utf-8') : reply).send(body);
}

/** The body was not JSON. */
export class BadJson extends Error {
  override readonly name = 'BadJson';
}

function toRequest(request: FastifyRequest): EmulatorRequest {
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return {
    method: request.method,
    path: request.url.split('?')[0] ?? '/',
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    headers: request.headers as Record<string, string | undefined>,
    rawBody,
    json: () => {
      try {
        const parsed: unknown = JSON.parse(rawBody.toString('utf8'));
        return parsed;
      } catch (cause) {
        throw new BadJson('not JSON', { cause });
      }
    },
    form: () => new URLSearchParams(rawBody.toString('utf8')),
  };
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
