import type { Channel, Desk, IdentityDirectory, Mailer, TicketSystem } from '@baton/core';

/** The outside world as the engine sees it. */
export type GatewayPorts = {
  tickets: TicketSystem;
  directory: IdentityDirectory;
  mailer: Mailer;
  desk: Desk;
  /** By name. */
  channels: Readonly<Record<string, Channel>>;
};

/** Called at every named point where a crash must be survived; tests kill the process there. */
export type ReachCrashPoint = (name: string) => void;
