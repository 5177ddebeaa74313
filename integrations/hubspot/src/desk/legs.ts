import type { HubSpotClient, PublishParty, Thread, ThreadEntry } from '@baton/client-hubspot';
import { ClientError } from '@baton/http-kit';
import type { HubSpotDeskSettings } from './settings.ts';

/** What a thread was opened for, and as whom the customer writes in it. */
export type Leg = { handoffKey: string; customer: PublishParty };

export type Legs = {
  /** Null for a thread that is not ours. @throws ClientError */
  read(threadId: string): Promise<Leg | null>;
  note(threadId: string, leg: Leg): void;
};

const keptMax = 2_000;

/**
 * Legs by their threads. HubSpot does not tell the integration's own id of a thread, so the first message carries it. What was read is
 * kept in memory, and read again after a restart; that a thread is another channel's is kept too, for HubSpot tells of every thread.
 */
export function createLegs({ client, place }: Pick<HubSpotDeskSettings, 'client' | 'place'>): Legs {
  const kept = new Map<string, Leg | null>();
  const note = (threadId: string, leg: Leg | null): void => {
    kept.delete(threadId);
    kept.set(threadId, leg);
    const [oldest] = kept.keys();
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
  };
  return {
    note,
    read: async (threadId) => {
      const known = kept.get(threadId);
      if (known !== undefined) return known;
      const thread = await readThread(client, threadId);
      if (thread === null) return null;
      if (thread.channelAccountId !== (await place()).accountId) {
        note(threadId, null);
        return null;
      }
      for await (const entry of client.threads.entries(threadId)) {
        const leg = toLeg(entry);
        if (leg === null) continue;
        note(threadId, leg);
        return leg;
      }
      return null;
    },
  };
}

/** One that is archived is found only when that is asked for; null: there is none. @throws ClientError */
export async function readThread(client: Pick<HubSpotClient, 'threads'>, threadId: string): Promise<Thread | null> {
  for (const isArchived of [false, true]) {
    try {
      return await client.threads.get(threadId, { isArchived });
    } catch (error) {
      if (!(error instanceof ClientError && error.code === 'not-found')) throw error;
    }
  }
  return null;
}

export const toReference = (handoffKey: string): string => `[ref:${handoffKey}]`;

/** Whether it is the first message of a leg. */
export const isOpening = (entry: ThreadEntry): boolean => toLeg(entry) !== null;

function toLeg({ direction, text, senders }: ThreadEntry): Leg | null {
  const handoffKey = /\[ref:([^\]\s]+)\]\s*$/.exec(text)?.[1];
  const [sender] = senders;
  if (direction !== 'INCOMING' || handoffKey === undefined || sender?.identifier == null) return null;
  const name = sender.name === null ? {} : { name: sender.name };
  return { handoffKey, customer: { deliveryIdentifier: sender.identifier, ...name } };
}
