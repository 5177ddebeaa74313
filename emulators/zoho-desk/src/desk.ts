import type { EmulatorHost } from '@baton/emulator-kit';
import type { AgentRow, DeskTables } from './rows.ts';
import type { SettingsStore } from './settings.ts';

export type DeskEvent = {
  type: string;
  departmentId: string | null;
  payload: Record<string, unknown>;
  /** The values before an update; only changed members. */
  previous?: Record<string, unknown>;
  /** Of a thread. */
  direction?: 'in' | 'out';
};

/** What every route group of the help desk builds on. */
export type Desk = {
  host: EmulatorHost;
  tables: DeskTables;
  settings: SettingsStore;
  now(): string;
  /** The agent whose token is used (contract zoho-desk §5). */
  agent(): AgentRow;
  /** Tells the webhooks that asked for it. */
  publish(event: DeskEvent): void;
};

const indexLagMs = 2_000;

/** Searches are an index that lags behind writes (contract zoho-desk §3.1). */
export const isIndexed = ({ host }: Desk, createdTime: string): boolean =>
  Date.parse(createdTime) + host.faults.indexLagMs('desk', indexLagMs) <= host.clock.now().getTime();
