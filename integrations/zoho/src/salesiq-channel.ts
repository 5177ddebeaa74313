import type { SalesIqClient } from '@baton/client-zoho';
import { type Channel, type FileStore, type JsonObject, type TurnAnswer, toPortResult } from '@baton/core';

export type SalesIqChannelSettings = { client: Pick<SalesIqClient, 'callbacks'>; files: FileStore };

/**
 * The chat widget of SalesIQ, where Baton is the bot (Zobot, webhook platform; contract salesiq §5): it answers in the response or
 * promises to, and SalesIQ itself hands a chat to its operators. Words that nobody asked for cannot be brought.
 */
export function createSalesIqChannel({ client, files }: SalesIqChannelSettings): Channel {
  return {
    name: 'salesiq',
    capabilities: {
      answersInResponse: true,
      isPolled: false,
      canPush: false,
      // SalesIQ waits for three minutes (contract salesiq §2.4).
      deferredAnswerMs: 170_000,
      forwardDesk: 'salesiq',
      answeredElsewhere: null,
      hasButtons: true,
      textCharactersMax: 1_000,
      fileLimits: null,
    },
    render,
    deferred: {
      finish: (requestId, body) =>
        toPortResult(async () => {
          await client.callbacks.finish(requestId, body);
          return null;
        }),
    },
    push: null,
    files,
    typing: null,
    news: null,
  };
}

/** The body of contract salesiq §5.3. A chat that is handed over, or waits, shows no buttons. */
function render({ action, messages }: TurnAnswer): JsonObject {
  const replies = messages.map(({ text }) => text);
  const suggestions = messages.at(-1)?.suggestions ?? [];
  return action !== 'reply' || suggestions.length === 0 ? { action, replies } : { action, replies, suggestions };
}
