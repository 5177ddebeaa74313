import { conversationId } from '@baton/core';
import type { Store } from '@baton/store';
import { createMemoryStore } from '@baton/testkit';
import type { Inspection } from '../../store/testing/inspection.ts';
import type { PlantedSql, SimulatedStore } from '../../store/testing/simulated-store.ts';

/** What a story is played on. */
export type StoryStore = {
  store: Store;
  inspection: Inspection;
  /** Lets everything run that waits for nothing but promises and the store. */
  settle(): Promise<void>;
};

/** Makes an empty store that is as late as `now` says, in milliseconds. */
export type OpenStoryStore = (now: () => number) => Promise<StoryStore>;

export const inMemory: OpenStoryStore = async (now) => {
  const store = createMemoryStore({ now });
  return { store, inspection: inspectMemory(store), settle: nextRound };
};

/** The stories on SQL come one after the other. */
export const onSql =
  ({ store, inspection, begin, settle }: SimulatedStore, planted: PlantedSql | null = null): OpenStoryStore =>
  async (now) => {
    await begin(now, planted);
    return { store, inspection, settle };
  };

const nextRound = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function inspectMemory({ tables }: ReturnType<typeof createMemoryStore>): Inspection {
  return {
    listConversations: async () => [...tables.conversations.values()],
    listEvents: async (id) => (tables.events.get(id) ?? []).map((event, index) => ({ ...event, seq: index + 1 })),
    listMessages: async (id, { fromSeq, toSeq }) =>
      (tables.messages.get(id) ?? []).filter(({ seq }) => seq >= fromSeq && seq <= toSeq),
    listEffects: async () => [...tables.effects.values()],
    listDeliveries: async () => [...tables.deliveries.values()],
    listDeskLinks: async () =>
      [...tables.deskLinks].map(([key, id]) => {
        // The key of a link is made of the organisation, the desk and the reference; no part of a story's has a colon.
        const [, desk = '', reference = ''] = key.split(':');
        return { desk, reference, conversationId: conversationId(id) };
      }),
  };
}
