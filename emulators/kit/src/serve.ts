import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerWith, cut, type Exchange, resetConnection } from './answer.ts';
import type { EmulatorHost } from './emulator-host.ts';
import { answerKinds, type Fault, type FaultKind } from './faults/fault.ts';
import type { EmulatorReply, EmulatorRequest, Entry, OperationDefinition } from './operation.ts';
import { BadJson, toRequest } from './request.ts';
import type { TokenIssuer } from './tokens.ts';

/** What serving needs of the host. */
export type Server = Pick<EmulatorHost, 'clock' | 'faults' | 'journal'> & {
  /** Spoils the token of a request, when a fault wants it. */
  spoilToken: TokenIssuer['spoil'];
  /** Aborted when the host closes. */
  closing: AbortSignal;
};

const timeoutMs = 60_000;
const slowMs = 1_000;
const skewMs = 300_000;
const retryAfterMs = 1_500;

/**
 * Answers one call of a vendor's operation: what a fault wants before the work, the work, what a fault wants after it. Every call is
 * in the journal before anything is answered.
 */
export async function serve(
  server: Server,
  definition: OperationDefinition,
  raw: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const request = toRequest(raw.request);
  const exchange: Exchange = { ...raw, closing: server.closing };
  const faults = server.faults.take({ vendor: definition.vendor, operation: definition.name, kinds: answerKinds });
  const entry = definition.enter?.(request);
  try {
    return await run(server, definition, { request, exchange, faults, entry });
  } finally {
    entry?.leave();
  }
}

type Run = { request: EmulatorRequest; exchange: Exchange; faults: Fault[]; entry: Entry | undefined };

async function run(
  server: Server,
  definition: OperationDefinition,
  { request, exchange, faults, entry }: Run,
): Promise<FastifyReply> {
  const find: FindFault = (kind) => faults.find((fault) => fault.kind === kind);
  const record = (status: number | null): void => recordCall(server, definition, { request, status, faults });
  if (find('reset-before')) return resetConnection(exchange, () => record(null));
  const waits = find('timeout') ?? find('slow');
  if (waits) await waitFor(waits, server.closing);
  if (waits?.kind === 'timeout' || server.closing.aborted) return cut(exchange, () => record(null));
  const skew = find('clock-skew');
  const result = await server.clock.skewed(skew === undefined ? 0 : (skew.skewMs ?? skewMs), () =>
    work(server, definition, { request, find, entry }),
  );
  if (find('drop-response')) return cut(exchange, () => record(null));
  if (find('reset-after')) return resetConnection(exchange, () => record(null));
  record(result.status);
  return answerWith(exchange, result, find);
}

type FindFault = (kind: FaultKind) => Fault | undefined;
type Job = { request: EmulatorRequest; find: FindFault; entry: Entry | undefined };

async function work(server: Server, definition: OperationDefinition, job: Job): Promise<EmulatorReply> {
  const { find, entry } = job;
  const result = orderedAnswer(server, definition, find) ?? entry?.refused ?? (await handle(server, definition, job));
  return { ...result, headers: { date: server.clock.now().toUTCString(), ...entry?.headers, ...result.headers } };
}

/** The answer that a fault gives in place of the work; null when there is none. */
function orderedAnswer(server: Server, definition: OperationDefinition, find: FindFault): EmulatorReply | null {
  const failing = find('status');
  if (failing) return failed(failing, definition);
  const page = find('html-page');
  if (page) return { status: page.status ?? 200, body: errorPage };
  const limit = find('rate-limit');
  return limit ? limited(server, definition, limit) : null;
}

async function handle(server: Server, definition: OperationDefinition, { request, find }: Job): Promise<EmulatorReply> {
  const spoil = definition.spoil ?? server.spoilToken;
  for (const kind of ['token-expired', 'token-revoked'] as const) if (find(kind)) spoil(kind, request);
  try {
    return await definition.handle(request);
  } catch (error) {
    if (error instanceof BadJson)
      return { status: 400, body: { errorCode: 'BAD_REQUEST', message: 'The body is not valid JSON.' } };
    throw error;
  }
}

const errorPage = '<!doctype html><title>Error</title><h1>Something went wrong</h1>';
const told = { message: 'The emulator was told to fail.' };

function failed(fault: Fault, { fail }: OperationDefinition): EmulatorReply {
  const status = fault.status ?? 503;
  if (fault.body === 'empty') return { status };
  if (fault.body === 'html') return { status, body: errorPage };
  return fail?.(status) ?? { status, body: told };
}

/** The vendor's own refusal of too many calls, with `Retry-After` in the form that the fault wants. */
function limited({ clock }: Server, { limit, fail }: OperationDefinition, fault: Fault): EmulatorReply {
  const reply = limit?.(fault.retryAfter ?? null) ?? fail?.(429) ?? { status: 429, body: told };
  if (fault.retryAfter === undefined) return reply;
  const { 'retry-after': _own, ...headers } = reply.headers ?? {};
  const ms = fault.delayMs ?? retryAfterMs;
  const forms = {
    seconds: String(Math.ceil(ms / 1_000)),
    'http-date': new Date(clock.now().getTime() + ms).toUTCString(),
    fractional: (ms / 1_000).toFixed(1),
    absent: null,
    garbage: 'soon',
  } as const;
  const value = forms[fault.retryAfter];
  return { ...reply, headers: { ...headers, ...(value === null ? {} : { 'retry-after': value }) } };
}

type Call = { request: EmulatorRequest; status: number | null; faults: Fault[] };

function recordCall(
  { journal }: Server,
  { vendor, name }: OperationDefinition,
  { request, status, faults }: Call,
): void {
  const { method, path, query, rawBody } = request;
  const body = rawBody.toString('utf8');
  journal.record({ vendor, operation: name, method, path, query, status, fault: faults[0]?.kind ?? null, body });
}

/** Waits real time; a host that closes ends the wait. */
function waitFor(fault: Fault, closing: AbortSignal): Promise<void> {
  const ms = fault.delayMs ?? (fault.kind === 'timeout' ? timeoutMs : slowMs);
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      closing.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    closing.addEventListener('abort', done);
  });
}
