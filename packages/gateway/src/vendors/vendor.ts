import type { ConsoleDeskSettings } from '@baton/console';
import type { Channel, Desk, IdentityDirectory, InboundAdapter, Mailer, TicketSystem } from '@baton/core';
import type { Http } from '@baton/http-kit';
import type { Configuration } from '../config/configuration.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { SettingGroup } from '../config/setting.ts';
import type { Vault } from './vault.ts';

/** What vendors are connected with. */
export type VendorTools = {
  http: Http;
  now(): Date;
  /** A sealed place in the store, shared by all nodes, for what one connection must remember. */
  vault(name: string): Vault;
  /** What Baton's own desk works with; null where the store keeps nothing for it. */
  console: ConsoleDeskSettings | null;
};

type Part<Kind extends string, Port> = {
  kind: Kind;
  /** Unique among the parts of its kind; desks and channels are addressed by it. */
  name: string;
  /** The groups that have to be configured for it, the telling one first. */
  needs: readonly [SettingGroup, ...SettingGroup[]];
  /** Default: when each group it needs is there. */
  isConfigured?(configuration: Configuration): boolean;
  make(configuration: Configuration, tools: VendorTools): Port;
};

/** One thing a vendor can be for us. */
export type VendorPart =
  | Part<'desk', Desk>
  | Part<'channel', Channel>
  | (Part<'inbound', InboundAdapter> & {
      /** Settings that prove who sends; one of them has to be set. None where no customer comes in this way. */
      proofs: readonly string[];
    })
  | Part<'tickets', TicketSystem>
  | Part<'directory', IdentityDirectory>
  | Part<'mailer', Mailer>;

/** Why something that is configured does not work, by a stable code. */
export type VendorFinding = { code: string; problem: string; fix: string };

/** `untried`: what could not be looked at, with the reason. */
export type TrialResult = { findings: VendorFinding[]; untried: string[] };
export type TrialTools = { http: Http; signal: AbortSignal };

/** Asks a vendor whether what is configured works, and changes nothing there. */
export type VendorTrial = {
  /** What is looked at with these settings, one line for each; empty when the vendor is not configured. */
  list(configuration: Configuration): string[];
  ask(configuration: Configuration, tools: TrialTools): Promise<TrialResult>;
  /** Whether each start asks as well, besides `serve --check --live`. */
  isAskedAtStart: boolean;
};

/** Everything the gateway knows of a vendor. A further desk, channel or ticket system of a vendor is one more part. */
export type Vendor = {
  name: string;
  groups: readonly SettingGroup[];
  parts: readonly VendorPart[];
  /** Null where nothing can be asked. */
  tryOut: VendorTrial | null;
  /** What is wrong between its settings; each alone is checked where it is read. */
  check(configuration: Configuration): ConfigProblem[];
};

/** Whether a part is there. */
export function isConfigured(part: VendorPart, configuration: Configuration): boolean {
  return part.isConfigured?.(configuration) ?? part.needs.every((group) => configuration.has(group));
}
