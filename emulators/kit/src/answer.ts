import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from './faults/fault.ts';
import type { EmulatorReply } from './operation.ts';

export type Exchange = { request: FastifyRequest; reply: FastifyReply; closing: AbortSignal };

const json = 'application/json;charset=utf-8';
const html = 'text/html; charset=utf-8';
const byteMs = 100;
const hugeBytes = 64 * 1024 * 1024;

/** Sends the answer, whole or broken in the way that a fault wants. */
export function answerWith(
  exchange: Exchange,
  result: EmulatorReply,
  find: (kind: FaultKind) => Fault | undefined,
): FastifyReply {
  const huge = find('huge-body');
  const answer = write(result);
  if (find('wrong-content-type')) answer.headers['content-type'] = 'text/html;charset=UTF-8';
  if (find('truncated-json')) answer.body = answer.body?.subarray(0, Math.floor(answer.body.length / 2));
  const slow = find('slow-loris');
  if (slow) return drip(exchange, answer, slow.delayMs ?? byteMs);
  const { reply } = exchange;
  reply.code(answer.status).headers(answer.headers);
  if (huge) return reply.type(json).send(Readable.from(hugeJson(huge.bodyBytes ?? hugeBytes)));
  return reply.send(answer.body);
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer | undefined };

/** JSON, or text when it is a string (HTML unless a header says otherwise), or nothing. */
function write({ status, headers = {}, body }: EmulatorReply): Answer {
  if (body === undefined) return { status, headers: { ...headers }, body: undefined };
  if (Buffer.isBuffer(body)) return { status, headers: { ...headers }, body };
  if (typeof body !== 'string')
    return { status, headers: { ...headers, 'content-type': json }, body: Buffer.from(JSON.stringify(body)) };
  return { status, headers: { 'content-type': html, ...headers }, body: Buffer.from(body) };
}

/** Ends the connection in the ordinary way, without an answer. */
export function cut({ request, reply }: Exchange, record: () => void): FastifyReply {
  record();
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

/** Ends the connection with a reset, as a host does that has gone away. */
export function resetConnection({ request, reply }: Exchange, record: () => void): FastifyReply {
  record();
  reply.hijack();
  const { socket } = request.raw;
  // A connection made inside the process has nothing that could be reset.
  if ('resetAndDestroy' in socket && !socket.destroyed) socket.resetAndDestroy();
  else request.raw.destroy();
  return reply;
}

/** The head at once, then byte after byte. */
function drip({ reply, closing }: Exchange, answer: Answer, pauseMs: number): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  const body = answer.body ?? Buffer.alloc(0);
  raw.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  raw.flushHeaders();
  dripBytes(raw, body, { pauseMs, closing });
  return reply;
}

function dripBytes(
  raw: ServerResponse,
  body: Buffer,
  { pauseMs, closing }: { pauseMs: number; closing: AbortSignal },
): void {
  let sent = 0;
  const next = (): void => {
    if (raw.destroyed || closing.aborted) return;
    if (sent === body.length) {
      raw.end();
      return;
    }
    raw.write(body.subarray(sent, sent + 1));
    sent += 1;
    setTimeout(next, pauseMs).unref();
  };
  next();
}

const chunk = Buffer.alloc(64 * 1024, 'x');

/** Valid JSON of exactly this size, made while it is read. */
function* hugeJson(bytes: number): Generator<Buffer> {
  const [head, tail] = [Buffer.from('{"data":"'), Buffer.from('"}')];
  yield head;
  for (let left = bytes - head.length - tail.length; left > 0; left -= chunk.length)
    yield chunk.subarray(0, Math.min(left, chunk.length));
  yield tail;
}
