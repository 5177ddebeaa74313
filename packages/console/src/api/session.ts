import type { ConsoleAgent } from '@baton/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isCsrfToken, readCookie, toTokenHash } from '../access/session-token.ts';
import type { Mounting } from './dependencies.ts';

export type Session = { agent: ConsoleAgent; token: string };

/** Who asks; null: the request was refused. A write has to come from a page of ours, and repeat what only such a page can know. */
export async function readSession(
  mounting: Mounting,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Session | null> {
  const { store, organisation, refuse } = mounting;
  const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
  if (isWrite && !isOwnOrigin(mounting, request)) {
    refuse(reply, 'origin-refused');
    return null;
  }
  const token = readCookie(request.headers.cookie);
  const agent = token === null ? null : await store.sessions.find(organisation, toTokenHash(token));
  if (token === null || agent === null) {
    refuse(reply, 'session-ended');
    return null;
  }
  if (isWrite && !isCsrfToken(token, request.headers['x-baton-csrf'])) {
    refuse(reply, 'csrf-refused');
    return null;
  }
  if (isWrite) await store.agents.noteSeen(organisation, [agent.id]);
  return { agent, token };
}

/** Browsers name the page's origin with every write; programs name none. */
export function isOwnOrigin({ origin }: Pick<Mounting, 'origin'>, { headers }: FastifyRequest): boolean {
  const given = headers.origin;
  return given === undefined || given === (origin ?? `http://${headers.host ?? ''}`);
}
