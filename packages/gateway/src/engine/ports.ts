import type { Channel, Desk, IdentityDirectory, Mailer, TicketSystem } from '@baton/core';

/** The outside world as the engine sees it. What is not configured is absent; which desks and channels exist is configuration. */
export type GatewayPorts = {
  tickets: TicketSystem | null;
  directory: IdentityDirectory | null;
  mailer: Mailer | null;
  /** By name. */
  desks: Readonly<Record<string, Desk>>;
  /** By name. */
  channels: Readonly<Record<string, Channel>>;
};

/** Called at every named point where a crash must be survived; tests kill the process there. */
export type ReachCrashPoint = (name: string) => void;
