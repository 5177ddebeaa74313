import type { DeferredChannel, Desk, IdentityDirectory, Mailer, TicketSystem } from '@baton/core';

/** The outside world as the engine sees it. */
export type GatewayPorts = {
  tickets: TicketSystem;
  directory: IdentityDirectory;
  mailer: Mailer;
  desk: Desk;
  deferred: DeferredChannel;
};

/** Called at every named point where a crash must be survived; tests kill the process there. */
export type ReachCrashPoint = (name: string) => void;
