import { readTimeline } from '@baton/core';
import type { Conversations, Handoffs, StoredHandoff } from '@baton/store';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type AdminAccess, isAdmin, type Refuse } from './admin-access.ts';

export type HandoffReading = {
  organisation: string;
  handoffs: Handoffs;
  conversations: Pick<Conversations, 'listEvents'>;
};

/** What a list is asked with. */
const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100),
  cursor: z.string().min(1).max(500).optional(),
});
const pageAdvice = 'limit: from 1 to 200; cursor: the next_cursor of the page before';

/** Wishes for a human: what became of each, and one with everything that happened in it. No words of anybody are among it. */
export function addHandoffs(
  server: FastifyInstance,
  { reading, access, refuse }: { reading: HandoffReading; access: AdminAccess; refuse: Refuse },
): void {
  if (access.adminKey === null && !access.isDemo) return;
  const { organisation, handoffs, conversations } = reading;
  server.get('/api/handoffs', async (request, reply) => {
    if (!isAdmin(access, request)) return refuse(reply, 'admin-key-wrong');
    const query = page.safeParse(request.query);
    if (!query.success) return refuse(reply, 'request-invalid', pageAdvice);
    const { limit, cursor = null } = query.data;
    const items = await handoffs.list(organisation, { max: limit, before: cursor });
    return { items: items.map(toWire), next_cursor: items.length === limit ? (items.at(-1)?.key ?? null) : null };
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
