import type { HubSpotClient } from '@baton/client-hubspot';
import { type PortResult, toPortResult } from '@baton/core';

const keptMs = 3_600_000;
const keptMax = 1_000;

/** Names of agents by their actor ids, each asked for once an hour. Null: HubSpot has none. */
export function createAgentNames(client: Pick<HubSpotClient, 'actors'>, now: () => Date) {
  const kept = new Map<string, { name: string | null; until: number }>();
  return async (agentId: string): Promise<PortResult<string | null>> => {
    const known = kept.get(agentId);
    if (known !== undefined && known.until > now().getTime()) return { type: 'ok', value: known.name };
    return toPortResult(async () => {
      const { name } = await client.actors.get(agentId);
      if (kept.size >= keptMax) kept.clear();
      kept.set(agentId, { name, until: now().getTime() + keptMs });
      return name;
    });
  };
}
