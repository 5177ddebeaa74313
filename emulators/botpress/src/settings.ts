import type { EmulatorHost, Settings } from '@baton/emulator-kit';

export type BotpressSettings = {
  /** How tags find what exists when nothing discriminates: `contains`, or `exact` for the whole set (contract botpress §5). */
  tagMatching: string;
  /** How many messages the plugin takes for the history. */
  historyPage: number;
  /** How long after the answer of `startHitl` the plugin marks the session as active. */
  activateAfterMs: number;
  /** What the user types to end a session, in any case. */
  closeCommand: string;
  /** After this time without an agent the plugin gives up; 0: never. */
  agentTimeoutMs: number;
  /** How often an operation that failed with 5xx, or was not answered, is sent again. */
  operationRetries: number;
};

export const openBotpressSettings = (host: EmulatorHost): Settings<BotpressSettings> =>
  host.settings('botpress', {
    defaults: {
      tagMatching: 'contains',
      historyPage: 50,
      activateAfterMs: 50,
      closeCommand: '/end',
      agentTimeoutMs: 0,
      operationRetries: 2,
    },
    choices: { tagMatching: ['contains', 'exact'] },
  });
