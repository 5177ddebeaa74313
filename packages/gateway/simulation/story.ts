import type { ConversationId } from '@baton/core';
import type { Message, StoredConversation, StoredEvent } from '@baton/store';
import type { Inspection, SeenDelivery, SeenDeskLink, SeenEffect } from '../../store/testing/inspection.ts';
import type { World } from './world.ts';

/** All that is stored when everything has come to rest. */
export type Found = {
  conversations: StoredConversation[];
  events: Map<string, StoredEvent[]>;
  messages: Map<string, Message[]>;
  effects: SeenEffect[];
  deliveries: SeenDelivery[];
  deskLinks: SeenDeskLink[];
};

/** A world that has come to rest, and what its store holds. */
export type Story = { world: World; found: Found };

export async function findAll(inspection: Inspection): Promise<Found> {
  const conversations = await inspection.listConversations();
  const events = new Map<string, StoredEvent[]>();
  const messages = new Map<string, Message[]>();
  for (const { id } of conversations) {
    events.set(id, await inspection.listEvents(id));
    messages.set(id, await listAllMessages(inspection, id));
  }
  return {
    conversations,
    events,
    messages,
    effects: await inspection.listEffects(),
    deliveries: await inspection.listDeliveries(),
    deskLinks: await inspection.listDeskLinks(),
  };
}

export const listAllMessages = (inspection: Inspection, id: ConversationId): Promise<Message[]> =>
  inspection.listMessages(id, { fromSeq: 1, toSeq: 1_000_000 });
