import { type CallOptions, list, text, textOrEmpty, withId } from '@baton/http-kit';
import type { HubSpotContext } from '../context.ts';

/** Who acts in a thread. Only AGENT, `A-…`, is a human of the account (contract hubspot §7). */
export type Actor = {
  id: string;
  type: string;
  name: string | null;
  email: string | null;
  avatarUrl: string | null;
  raw: unknown;
};

/** Names behind the ids of actors (contract hubspot §7). */
export const createActors = (context: HubSpotContext) => ({
  /**
   * One actor. Scope conversations.read · §7 · retry: read.
   * @example (await hubspot.actors.get('A-30114422')).name
   */
  get: async (actorId: string, options?: CallOptions): Promise<Actor> =>
    withId(
      toActor(
        await context.call({
          operation: 'actors.get',
          method: 'GET',
          path: `${context.paths.conversations}/actors/:id`,
          at: { id: actorId },
          options,
        }),
      ),
      'HubSpot',
      true,
    ),
  /**
   * Several actors; those that HubSpot does not know are left out. Scope conversations.read · §7 · retry: read.
   * @example await hubspot.actors.getMany(['A-30114422', 'V-50117'])
   */
  getMany: async (actorIds: readonly string[], options?: CallOptions): Promise<Actor[]> =>
    list(
      await context.call({
        operation: 'actors.getMany',
        method: 'POST',
        path: `${context.paths.conversations}/actors/batch/read`,
        json: { inputs: actorIds },
        retryClass: 'read',
        options,
      }),
      'results',
    ).map(toActor),
});

const toActor = (row: unknown): Actor => ({
  id: textOrEmpty(row, 'id'),
  type: textOrEmpty(row, 'type'),
  name: text(row, 'name'),
  email: text(row, 'email'),
  avatarUrl: text(row, 'avatar'),
  raw: row,
});
