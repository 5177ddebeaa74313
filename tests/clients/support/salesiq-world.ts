import type { SalesIqClient, SalesIqOperation } from '@baton/client-zoho';
import type { Emulated, Receiver, Row } from './emulated.ts';

/** What the steps of one style share. */
export type SalesIqWorld = {
  salesiq: SalesIqClient;
  emulated: Emulated;
  /** Gets the event webhooks. */
  receiver: Receiver;
  bot: Receiver;
  /** A row as the emulator keeps it. */
  kept(collection: string, id: string): Promise<Row | undefined>;
  /** Ids of earlier steps. */
  seen: Record<string, string>;
};

/** Calls one operation and looks at what the emulator keeps afterwards. */
export type Steps = Partial<Record<SalesIqOperation, (world: SalesIqWorld) => Promise<void>>>;

export const idOf = ({ seen }: SalesIqWorld, name: string): string => seen[name] ?? `no-${name}`;
