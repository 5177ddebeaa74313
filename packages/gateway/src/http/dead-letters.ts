import { verifySharedSecret } from '@baton/client-webhooks';
import type { DeadLetter, Operations } from '@baton/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** `adminKey` null: the routes exist in the demo only, where the guard lets nobody in but this machine. */
export type AdminAccess = { adminKey: string | null; isDemo: boolean };
type DeadLetterStore = Pick<Operations, 'listDeadLetters' | 'replayDeadLetter'>;
type Refuse = (reply: FastifyReply, code: 'admin-key-wrong' | 'not-found') => FastifyReply;

/** Lists and replays what was given up. */
export function addDeadLetters(
  server: FastifyInstance,
  { store, access, refuse }: { store: DeadLetterStore; access: AdminAccess; refuse: Refuse },
): void {
  if (access.adminKey === null && !access.isDemo) return;
  const isAllowed = (request: FastifyRequest): boolean => {
    if (access.adminKey === null) return true;
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    return verifySharedSecret({ given, expected: access.adminKey });
  };
  server.get('/api/dead-letters', async (request, reply) => {
    if (!isAllowed(request)) return refuse(reply, 'admin-key-wrong');
    return { items: (await store.listDeadLetters()).map(toWire) };
  });
  server.post<{ Params: { id: string } }>('/api/dead-letters/:id/replay', async (request, reply) => {
    if (!isAllowed(request)) return refuse(reply, 'admin-key-wrong');
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
