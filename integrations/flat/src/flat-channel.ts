import type { Channel, JsonObject, TurnAnswer } from '@baton/core';
import { flatName } from './flat-inbound.ts';
import { createFlatPush, type FlatPushSettings } from './flat-push.ts';

/** The simple JSON channel: words go into the response, and to an address of the customer's side when there is one. */
export function createFlatChannel({ push }: { push: FlatPushSettings | null }): Channel {
  return {
    name: flatName,
    capabilities: {
      answersInResponse: true,
      isPolled: true,
      canPush: push !== null,
      deferredAnswerMs: null,
      forwardDesk: null,
      answeredElsewhere: null,
      hasButtons: true,
      textCharactersMax: 100_000,
      fileLimits: null,
    },
    render,
    deferred: null,
    push: push === null ? null : createFlatPush(push),
    files: null,
    typing: null,
    news: null,
  };
}

/** While a human has the word, theirs come first: what the bot still had to say is of less use. */
function render({ messages, holder, ticket, conversationId, now }: TurnAnswer): JsonObject {
  const isHuman = ({ author }: { author: string }): boolean => author === 'agent';
  const ordered =
    holder === 'desk' ? [...messages.filter(isHuman), ...messages.filter((message) => !isHuman(message))] : messages;
  const replies = ordered.map(({ text }) => text);
  const suggestions = messages.at(-1)?.suggestions ?? [];
  return {
    status: 'success',
    response: [...replies, ...asLines(suggestions)].join('\n\n'),
    replies,
    suggestions,
    ticket_created: ticket !== null,
    ticket_id: ticket?.id ?? null,
    ticket_number: ticket?.number ?? null,
    escalate: holder === 'desk',
    conversation_id: conversationId,
    timestamp: now.toISOString(),
  };
}

/** The options for whoever shows `response` alone; without numbers, since a number could be meant as an answer. */
const asLines = (suggestions: string[]): string[] =>
  suggestions.length === 0 ? [] : [suggestions.map((option) => `• ${option}`).join('\n')];
