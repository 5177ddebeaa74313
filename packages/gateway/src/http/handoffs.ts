import { readTimeline } from '@baton/core';
import type { Conversations, Handoffs, StoredHandoff } from '@baton/store';
import type { FastifyInstance } from 'fastify';
import { type AdminAccess, isAdmin, type Refuse } from './admin-access.ts';

export type HandoffReading = {
  organisation: string;
  handoffs: Handoffs;
  conversations: Pick<Conversations, 'listEvents'>;
};

const listedMax = 100;

/** Wishes for a human: what became of each, and one with everything that happened in it. No words of anybody are among it. */
export function addHandoffs(
  server: FastifyInstance,
  { reading, access, refuse }: { reading: HandoffReading; access: AdminAccess; refuse: Refuse },
): void {
  if (access.adminKey === null && !access.isDemo) return;
  const { organisation, handoffs, conversations } = reading;
  server.get('/api/handoffs', async (request, reply) => {
    if (!isAdmin(access, request)) return refuse(reply, 'admin-key-wrong');
    return { items: (await handoffs.list(organisation, { max: listedMax })).map(toWire) };
  });
  server.get<{ Params: { key: string } }>('/api/handoffs/:key', async (request, reply) => {
    if (!isAdmin(access, request)) return refuse(reply, 'admin-key-wrong');
    const handoff = await handoffs.find(organisation, request.params.key);
    if (handoff === null) return refuse(reply, 'not-found');
    const events = await conversations.listEvents(handoff.conversationId);
    return { ...toWire(handoff), timeline: readTimeline(events, handoff.key) };
  });
}

const toWire = ({ key, conversationId, desk, requestedAt, connectedAt, outcome }: StoredHandoff) => ({
  key,
  conversation_id: conversationId,
  desk,
  requested_at: requestedAt.toISOString(),
  connected_at: connectedAt?.toISOString() ?? null,
  outcome,
});
