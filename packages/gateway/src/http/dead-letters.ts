import type { DeadLetter, Operations } from '@baton/store';
import type { FastifyInstance } from 'fastify';
import { type AdminAccess, isAdmin, type Refuse } from './admin-access.ts';

type DeadLetterStore = Pick<Operations, 'listDeadLetters' | 'replayDeadLetter'>;

/** Lists and replays what was given up. */
export function addDeadLetters(
  server: FastifyInstance,
  { store, access, refuse }: { store: DeadLetterStore; access: AdminAccess; refuse: Refuse },
): void {
  if (access.adminKey === null && !access.isDemo) return;
  server.get('/api/dead-letters', async (request, reply) => {
    if (!isAdmin(access, request)) return refuse(reply, 'admin-key-wrong');
    return { items: (await store.listDeadLetters()).map(toWire) };
  });
  server.post<{ Params: { id: string } }>('/api/dead-letters/:id/replay', async (request, reply) => {
    if (!isAdmin(access, request)) return refuse(reply, 'admin-key-wrong');
    return (await store.replayDeadLetter(request.params.id))
      ? { replayed: request.params.id }
      : refuse(reply, 'not-found');
  });
}

const toWire = (letter: DeadLetter) => ({
  id: letter.id,
  conversation_id: letter.conversationId,
  kind: letter.kind,
  lane: letter.lane,
  attempts: letter.attempts,
  status: letter.status,
  last_error: letter.lastError,
  created_at: letter.createdAt.toISOString(),
});
