import { randomBytes } from 'node:crypto';
import type { EmulatorHost } from '@baton/emulator-kit';
import type { AppRow, PortalRow } from './rows.ts';
import type { SettingsStore } from './settings.ts';
import type { Tables } from './tables.ts';
import type { JsonMap } from './values.ts';

/** What every route group builds on. */
export type HubSpot = {
  host: EmulatorHost;
  tables: Tables;
  settings: SettingsStore;
  /** ISO 8601, on the emulator's clock. */
  now(): string;
  portal(): PortalRow;
  app(): AppRow;
  /** Tells the channel's webhook (contract hubspot §8). */
  tellChannel(channelId: string, lane: string, event: JsonMap): void;
  /** Tells the app's webhook, when it has subscribed to that (contract hubspot §9). */
  tellApp(event: AppEvent): void;
};

export type AppEvent = {
  type: string;
  /** The thread's id. */
  objectId: string;
  members?: { propertyName?: string; propertyValue?: string; messageId?: string; messageType?: string };
  changeSource?: string;
};

export type NumberedThing = 'channel' | 'account' | 'thread' | 'contact' | 'file' | 'event' | 'subscription' | 'user';

/** Ids are digits that a number can hold (contract hubspot §14.7); these are the first ones. */
const firstIds: Record<NumberedThing, number> = {
  channel: 1_184_502,
  account: 2_390_417_756,
  thread: 9_471_120_385,
  contact: 50_117,
  file: 190_045_671_234,
  event: 3_270_000_001,
  subscription: 2_371_601,
  user: 30_114_422,
};

export const nextNumber = (host: EmulatorHost, thing: NumberedThing): number =>
  host.counter(`hubspot-${thing}`, firstIds[thing]);
export const nextId = (host: EmulatorHost, thing: NumberedThing): string => String(nextNumber(host, thing));

/** 32 hex digits, as those of messages. */
export const hexId = (): string => randomBytes(16).toString('hex');

/** Whether a channel is there for others than who made it (contract hubspot §5.3). */
export function isVisible({ host, settings }: HubSpot, createdAt: string): boolean {
  return Date.parse(createdAt) + settings.read().channelVisibilityMs <= host.clock.now().getTime();
}

const indexLagMs = 2_000;

/** New and edited contacts are found some seconds later (contract hubspot §7). */
export const isIndexed = ({ host }: HubSpot, updatedAt: string): boolean =>
  Date.parse(updatedAt) + host.faults.indexLagMs('hubspot', indexLagMs) <= host.clock.now().getTime();
