import type { FastifyReply } from 'fastify';

/** What the API may refuse with, besides what every address does. The statuses stand in the gateway. */
export type ConsoleProblem =
  | 'agent-busy'
  | 'chat-not-yours'
  | 'chat-over'
  | 'chat-taken'
  | 'chat-unknown'
  | 'colleague-absent'
  | 'csrf-refused'
  | 'desk-unknown'
  | 'file-too-big'
  | 'idempotency-key-missing'
  | 'key-reused'
  | 'not-found'
  | 'origin-refused'
  | 'request-invalid'
  | 'session-ended'
  | 'sign-in-refused'
  | 'too-many-attempts';

export type RefuseConsole = (reply: FastifyReply, code: ConsoleProblem, detail?: string) => FastifyReply;
