import { type Intent, type ParsedDelivery, readEventTime } from '@baton/core';
import type { DeskEvent } from './parse.ts';

/** What an event asks for, and what it is recognised by (contract zoho-desk §10.2: there is no delivery id). */
export function toDelivery(event: DeskEvent, organizationId: string): ParsedDelivery {
  if (event.type === 'unreadable') return toUnreadable(event.position);
  const { name, ticketId, entityId, eventTime } = event;
  return {
    key: eventTime === null ? null : ['desk', name, entityId, eventTime],
    lane: ['desk', ticketId],
    kind: 'desk-event',
    isRepeatable: false,
    redacted: { type: 'desk-event', event: name, ticketId, entityId, eventTime },
    intent: { type: 'ticket-changed', ticketId, at: readEventTime(eventTime), change: toChange(event, organizationId) },
    answer: 'received',
    requestId: null,
  };
}

const toUnreadable = (position: number): ParsedDelivery => ({
  key: null,
  lane: ['desk', 'unreadable'],
  kind: 'desk-unreadable',
  isRepeatable: false,
  redacted: { type: 'desk-unreadable', position },
  intent: { type: 'ticket-changed', ticketId: '0', at: null, change: 'other' },
  answer: 'received',
  requestId: null,
});

type Change = Extract<Intent, { type: 'ticket-changed' }>['change'];

/** A hint may keep us from looking, and never from seeing: the looks by the clock go on. */
function toChange(event: Extract<DeskEvent, { type: 'event' }>, ownOrganization: string): Change {
  const { name, organizationId, isAnswer, isStatusChange } = event;
  if (organizationId !== null && organizationId !== ownOrganization) return 'other';
  if (name === 'Ticket_Comment_Add' || name === 'Ticket_Comment_Update' || name === 'Ticket_Thread_Add')
    return isAnswer === false ? 'other' : 'answer';
  return name === 'Ticket_Update' && isStatusChange !== false ? 'status' : 'other';
}
