import type { IncomingMessage } from 'node:http';
import type { ProblemCode } from './problem.ts';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);
const readMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** In demo mode: why a request is refused, or null. It stops pages of other sites, also through DNS rebinding. */
export function findDemoRefusal(request: IncomingMessage): ProblemCode | null {
  const host = readUrl(`http://${request.headers.host ?? ''}`);
  if (host === null || !loopbackNames.has(host.hostname)) return 'host-refused';
  // A request that a test injects comes through no socket.
  const ownPort = request.socket.localPort;
  if (ownPort !== undefined && Number(host.port || '80') !== ownPort) return 'host-refused';
  const origin = request.headers.origin;
  if (origin === undefined || readMethods.has(request.method ?? '')) return null;
  return readUrl(origin)?.host === host.host ? null : 'origin-refused';
}

function readUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
