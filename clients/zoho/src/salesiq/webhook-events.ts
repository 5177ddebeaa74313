import { ClientError } from '@baton/http-kit';
import type { SalesIqStyle } from './routes.ts';

/** Events of seed 004 and Zoho's own (contract salesiq §4.3). `message.received` stands for both directions. */
const pairs: Readonly<Record<string, readonly string[]>> = {
  'chat.started': ['conversation.created'],
  'chat.ended': ['conversation.completed'],
  'chat.missed': ['conversation.missed'],
  'chat.rating': ['conversation.rated'],
  'message.received': ['conversation.visitor.replied', 'conversation.operator.replied'],
  'visitor.identified': ['visitor.updated'],
};

/** Names that seed 004 has and Zoho has nothing for. */
const withoutCounterpart = [
  'operator.status_changed',
  'visitor.online',
  'visitor.offline',
  'lead.created',
  'trigger.executed',
];

/**
 * The events in the words of the style; names of the other style are translated, unknown ones kept.
 * @throws ClientError `unsupported` for an event that the style has nothing for
 */
export function toStyleEvents(events: readonly string[], style: SalesIqStyle): string[] {
  return [...new Set(events.flatMap((event) => toStyleEvent(event, style)))];
}

function toStyleEvent(event: string, style: SalesIqStyle): readonly string[] {
  if (style === 'portal') {
    if (withoutCounterpart.includes(event)) throw noSuchEvent(event, style);
    return pairs[event] ?? [event];
  }
  if (event in pairs || withoutCounterpart.includes(event)) return [event];
  const found = Object.entries(pairs).find(([, real]) => real.includes(event));
  if (found === undefined) throw noSuchEvent(event, style);
  return [found[0]];
}

const noSuchEvent = (event: string, style: SalesIqStyle): ClientError =>
  new ClientError('unsupported', `SalesIQ announces no "${event}" in the ${style} style; nothing was sent.`, {
    retryable: false,
  });
