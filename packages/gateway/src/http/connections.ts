import { createServer, type IncomingMessage, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Counters } from '../metrics.ts';
import type { Logger } from './logger.ts';
import { type ProblemCode, retryAfterSeconds, toProblem } from './problem.ts';
import { createQuieter } from './quieter.ts';
import { Sockets } from './sockets.ts';

/** All in milliseconds but the last. */
export type ConnectionLimits = {
  /** For the headers of a request, counted from its first byte, or from the opening of the connection. */
  headersMs: number;
  /** For the whole request. */
  requestMs: number;
  /** For which a connection is kept after an answer; longer than proxies keep theirs, which then never write into a closed one. */
  keptMs: number;
  /** Without a byte in either direction while an answer is owed or being read. */
  inactiveMs: number;
  perAddressMax: number;
};

const defaults: Omit<ConnectionLimits, 'perAddressMax'> = {
  headersMs: 10_000,
  requestMs: 20_000,
  keptMs: 72_000,
  inactiveMs: 60_000,
};
const lookEveryMs = 1_000;

export type ConnectionDependencies = {
  limits: Partial<ConnectionLimits> & Pick<ConnectionLimits, 'perAddressMax'>;
  counters: Pick<Counters, 'add'>;
  logger: Pick<Logger, 'warn'>;
  now(): Date;
};

/** What the operator may do about it. */
const advices = {
  crowded:
    'One address holds as many connections as it may (BATON_SOCKETS_PER_ADDRESS); the one that waited longest was closed. Is it a proxy? Raise the bound. Else block the address.',
  'too-many-connections':
    'One address has that many requests under way (BATON_SOCKETS_PER_ADDRESS). Is it a proxy? Raise the bound. Else block the address.',
  'request-timeout': 'A request came too slowly, or not at all. Many of them are an attack or a broken network.',
  'headers-too-large': 'Address and headers were larger than 16 KB. Does a proxy add cookies or headers?',
  'http-version-unsupported': 'Something speaks another version of HTTP. Let the proxy speak HTTP/1.1 to Baton.',
  'request-invalid': 'What came was not HTTP. Does something speak TLS to this port?',
  'expectation-unsupported': 'A request had an Expect header that is not 100-continue.',
} as const satisfies Partial<Record<ProblemCode | 'crowded', string>>;

type Reason = keyof typeof advices;

/** Guards what comes before a request is there: slow and crowding senders, and what is not HTTP. Each refusal is a problem document. */
export function createConnections({ limits: asked, counters, logger, now }: ConnectionDependencies) {
  const limits = { ...defaults, ...asked };
  const sockets = new Sockets(limits.perAddressMax);
  const quieten = createQuieter(now);
  const report = (reason: Reason, address: string | undefined): void => {
    counters.add('baton_connections_refused_total', { reason });
    const suppressed = quieten(reason);
    if (suppressed !== null)
      logger.warn('connection-refused', { reason, address: address ?? null, advice: advices[reason], suppressed });
  };
  const refuse = (socket: Socket, code: Reason & ProblemCode): void => {
    report(code, socket.remoteAddress);
    if (sockets.endAfterAnswers(socket)) return;
    if (socket.writable) socket.write(toBytes(code));
    socket.destroySoon();
  };
  return {
    createServer: (handler: RequestListener): Server => {
      const server = createServer(toServerOptions(limits), handler);
      server.timeout = limits.inactiveMs;
      server.on('connection', (socket: Socket) => {
        const outcome = sockets.admit(socket);
        if (outcome === 'refused') refuse(socket, 'too-many-connections');
        if (outcome === 'closed') report('crowded', socket.remoteAddress);
      });
      server.on('connect', (_request, socket: Socket) => refuse(socket, 'request-invalid'));
      // The body of such a request is not read, so the connection cannot go on.
      server.on('checkExpectation', ({ socket }: IncomingMessage) => refuse(socket, 'expectation-unsupported'));
      return server;
    },
    onClientError: (error: NodeJS.ErrnoException, socket: Socket): void => {
      // Whoever has reset the connection cannot be answered.
      if (error.code === 'ECONNRESET' || socket.destroyed) socket.destroy();
      else refuse(socket, refusedFor[error.code ?? ''] ?? 'request-invalid');
    },
    begin: (socket: Socket) => sockets.begin(socket),
    finish: (socket: Socket) => sockets.finish(socket),
  };
}

const toServerOptions = ({ headersMs, requestMs, keptMs }: ConnectionLimits) => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: keptMs,
  connectionsCheckingInterval: Math.min(lookEveryMs, headersMs),
  // Ours is refused with a problem document (`findProtocolRefusal`), the engine's without one.
  requireHostHeader: false,
});

/** By the code of what the HTTP parser stumbled over. */
const refusedFor: Record<string, Reason & ProblemCode> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_INVALID_VERSION: 'http-version-unsupported',
  HPE_PAUSED_H2_UPGRADE: 'http-version-unsupported',
};

/** Why a request that could be read is none that we answer otherwise; null when nothing is wrong with it. */
export function findProtocolRefusal({ httpVersion, headers, rawHeaders }: IncomingMessage): ProblemCode | null {
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return 'http-version-unsupported';
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (httpVersion === '1.1' && headers.host === undefined)) return 'request-invalid';
  return null;
}

/** A whole answer, for a connection on which no request could be read. */
function toBytes(code: ProblemCode): string {
  const problem = toProblem(code);
  const body = JSON.stringify(problem);
  const seconds = retryAfterSeconds(problem.status);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(seconds === null ? [] : [`Retry-After: ${seconds}`]),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
