import type { ConsoleAgent, ConsoleStore } from '@baton/store';

/** Who was not heard of for this long is gone. */
export const absentAfterMs = 50_000;

/** Agents who take chats now. */
export const listPresent = ({ agents }: ConsoleStore, organisation: string): Promise<ConsoleAgent[]> =>
  agents.listPresent(organisation, absentAfterMs);

/** Whether there is anybody to wait for. */
export const isStaffed = async (store: ConsoleStore, organisation: string): Promise<boolean> =>
  (await listPresent(store, organisation)).length > 0;
