import type { Announcement } from './events.ts';
import type { ConversationRow, MessageRow } from './rows.ts';
import type { JsonMap } from './values.ts';
import { type ConversationCast, operatorName } from './wire.ts';

/** The event names of seed 004 that the emulator can announce. */
export const SEED_EVENTS = [
  'chat.started',
  'chat.ended',
  'chat.missed',
  'chat.rating',
  'message.received',
  'visitor.identified',
] as const;

export type SeedEvent = { event: (typeof SEED_EVENTS)[number]; data: JsonMap };

/** Writes an announcement as seed 004 does, or nothing where it has no counterpart (salesiq.md §4.3). */
export function seedEvent(
  announcement: Announcement,
  row: ConversationRow,
  context: { cast: ConversationCast; messageCount: number },
): SeedEvent | null {
  const ids = { chat_id: row.id, visitor_id: row.visitorId };
  switch (announcement.event) {
    case 'conversation.created':
      return { event: 'chat.started', data: { ...ids, ...started(row, context.cast) } };
    case 'conversation.completed':
      return { event: 'chat.ended', data: { ...ids, ...ended(row, context.messageCount) } };
    case 'conversation.missed':
      return {
        event: 'chat.missed',
        data: {
          ...ids,
          department_id: row.departmentId,
          started_at: iso(row.openedAt),
          missed_at: iso(row.missedAt ?? row.modifiedAt),
        },
      };
    case 'conversation.rated':
      return {
        event: 'chat.rating',
        data: {
          ...ids,
          operator_id: row.operatorId,
          rating: announcement.rating,
          feedback: announcement.feedback,
          submitted_at: iso(row.modifiedAt),
        },
      };
    case 'conversation.operator.replied':
    case 'conversation.visitor.replied':
      return { event: 'message.received', data: { ...ids, ...received(announcement.message) } };
    case 'visitor.updated':
      return { event: 'visitor.identified', data: identified(row, context.cast) };
    case 'conversation.attender.updated':
    case 'conversation.transfer.initiated':
    case 'conversation.transfer.accepted':
    case 'conversation.transfer.rejected':
      return null;
    default:
      return announcement satisfies never;
  }
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

function started(row: ConversationRow, cast: ConversationCast): JsonMap {
  return {
    visitor_name: cast.visitor.name,
    visitor_email: cast.visitor.email,
    operator_id: row.operatorId,
    operator_name: cast.operator ? operatorName(cast.operator) : null,
    department_id: row.departmentId,
    department_name: cast.department?.name ?? null,
    started_at: iso(row.openedAt),
  };
}

function ended(row: ConversationRow, messageCount: number): JsonMap {
  const endedAt = row.endedAt ?? row.modifiedAt;
  return {
    operator_id: row.operatorId,
    started_at: iso(row.openedAt),
    ended_at: iso(endedAt),
    duration: Math.round((endedAt - row.openedAt) / 1000),
    message_count: messageCount,
    ended_by: row.endedBy === 'agent' ? 'operator' : (row.endedBy ?? 'system'),
  };
}

function received(message: MessageRow): JsonMap {
  return {
    message_id: message.msgid,
    sender_type: message.side,
    message: message.text,
    type: 'text',
    sent_at: iso(message.at),
  };
}

function identified(row: ConversationRow, cast: ConversationCast): JsonMap {
  return {
    visitor_id: cast.visitor.id,
    name: cast.visitor.name,
    email: cast.visitor.email,
    phone: cast.visitor.phone,
    company: cast.visitor.company,
    identified_at: iso(row.modifiedAt),
  };
}
