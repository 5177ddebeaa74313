import type { ConversationRow, MessageRow, OperatorRow, TransferRow, VisitorRow } from './rows.ts';
import { type JsonMap, stamp } from './values.ts';
import { type ConversationCast, chatStatusOf, operatorName } from './wire.ts';

/**
 * Everything the emulator announces, once as data; {@link realEntity} and {@link seedBody} write it in the two dialects
 * (salesiq.md §4.2, §4.3). Transfer entities are invented: no public source shows them.
 */
export type Announcement =
  | { event: 'conversation.created' }
  | { event: 'conversation.attender.updated' }
  | { event: 'conversation.missed' }
  | { event: 'conversation.operator.replied'; message: MessageRow }
  | { event: 'conversation.visitor.replied'; message: MessageRow }
  | { event: 'conversation.completed' }
  | { event: 'conversation.rated'; rating: number | null; feedback: string | null }
  | { event: 'conversation.transfer.initiated'; transfer: TransferRow; target: OperatorRow | null }
  | { event: 'conversation.transfer.accepted'; transfer: TransferRow; target: OperatorRow | null }
  | { event: 'conversation.transfer.rejected'; transfer: TransferRow; target: OperatorRow | null }
  | { event: 'visitor.updated' };

export type EventName = Announcement['event'];

export const CONVERSATION_EVENTS: readonly EventName[] = [
  'conversation.created',
  'conversation.attender.updated',
  'conversation.missed',
  'conversation.operator.replied',
  'conversation.visitor.replied',
  'conversation.completed',
  'conversation.rated',
  'conversation.transfer.initiated',
  'conversation.transfer.accepted',
  'conversation.transfer.rejected',
];

/** The `entity` of a real event. */
export function realEntity(announcement: Announcement, row: ConversationRow, cast: ConversationCast): JsonMap {
  switch (announcement.event) {
    case 'conversation.created':
      return {
        ...baseEntity(row, cast),
        participants: [],
        supervisors: [],
        status: 'Live',
        chat_status: chatStatusOf('waiting'),
        thread_number: row.threadNumber,
        chat_initiated_url: PAGE_URL,
      };
    case 'conversation.attender.updated':
      return {
        ...baseEntity(row, cast),
        ...ownerEntity(row, cast),
        ...attended(row),
        ...people(row),
        status: 'Live',
        chat_status: chatStatusOf(row.stage),
      };
    case 'conversation.missed':
      return {
        ...baseEntity(row, cast),
        missed_time: stamp(row.missedAt ?? row.modifiedAt),
        participants: [],
        supervisors: [],
        status: 'Missed',
        chat_status: chatStatusOf('missed'),
      };
    case 'conversation.operator.replied':
    case 'conversation.visitor.replied':
      return messageEntity(announcement.message, row, cast);
    case 'conversation.completed':
      return completedEntity(row, cast);
    case 'conversation.rated':
      return {
        id: row.id,
        ...(announcement.rating === null ? {} : { rating: announcement.rating }),
        ...(announcement.feedback === null ? {} : { feedback: announcement.feedback }),
        ...ownerEntity(row, cast),
        status: 'Ended',
        visitor: visitorEntity(cast.visitor),
      };
    case 'conversation.transfer.initiated':
    case 'conversation.transfer.accepted':
    case 'conversation.transfer.rejected':
      return transferEntity(announcement, row, cast);
    case 'visitor.updated':
      return updatedVisitor(row, cast);
    default:
      return announcement satisfies never;
  }
}

const PAGE_URL = 'https://www.company.com/support';

function baseEntity(row: ConversationRow, cast: ConversationCast): JsonMap {
  return {
    id: row.id,
    visitor_conversation_id: row.visitorConversationId,
    reference_id: row.referenceId,
    app_id: row.appId,
    department_id: row.departmentId,
    question: row.question,
    opened_time: stamp(row.openedAt),
    visitor: visitorEntity(cast.visitor),
  };
}

function visitorEntity(visitor: VisitorRow): JsonMap {
  const [first, last] = splitName(visitor.name);
  return {
    id: visitor.id,
    type: visitor.type,
    channel: 'website',
    name: visitor.name,
    first_name: first,
    last_name: last,
    salutation: '',
    email_id: visitor.email,
    phone: visitor.phone,
  };
}

function splitName(name: string): [string, string] {
  const words = name.trim().split(/\s+/u);
  return words.length === 1 ? ['', words[0] ?? ''] : [words[0] ?? '', words.slice(1).join(' ')];
}

function operatorEntity(operator: OperatorRow): JsonMap {
  return {
    id: operator.id,
    type: 'operator',
    name: operatorName(operator),
    email_id: operator.email,
    email: operator.email,
  };
}

function ownerEntity(row: ConversationRow, cast: ConversationCast): JsonMap {
  if (cast.operator) return { owner: operatorEntity(cast.operator) };
  return row.stage === 'waiting' || row.stage === 'missed'
    ? {}
    : { owner: { id: cast.botId, type: 'bot', name: cast.botName, email_id: '', email: '' } };
}

function attended(row: ConversationRow): JsonMap {
  return row.attendedAt === null ? {} : { attended_time: stamp(row.attendedAt) };
}

function people(row: ConversationRow): JsonMap {
  return { participants: row.operatorId === null ? [] : [row.operatorId], supervisors: [] };
}

function messageEntity(message: MessageRow, row: ConversationRow, cast: ConversationCast): JsonMap {
  return {
    id: row.id,
    visitor_conversation_id: row.visitorConversationId,
    message: {
      msgid: message.msgid,
      text: message.text,
      sender: { id: message.senderId, name: message.senderName, type: message.side },
      meta: filesIn(message, row, cast),
    },
    visitor: visitorEntity(cast.visitor),
  };
}

/** Where an event has its files is a guess (salesiq.md §10.4); what one is, is as a bot gets it (§5.2). */
function filesIn({ attachment }: MessageRow, { chatId }: ConversationRow, { screenName }: ConversationCast): JsonMap {
  if (attachment === undefined) return {};
  const { key, name, contentType, size } = attachment;
  const query = new URLSearchParams({ file_name: name, chat_id: chatId, purpose: 'chat_attachment' });
  const url = `/api/v2/${screenName}/attachments/${key}?${query}`;
  return { attachments: [{ name, url, contenttype: contentType, size: String(size) }] };
}

function completedEntity(row: ConversationRow, cast: ConversationCast): JsonMap {
  return {
    ...baseEntity(row, cast),
    conversation_id: row.id,
    ...ownerEntity(row, cast),
    ...attended(row),
    end_time: stamp(row.endedAt ?? row.modifiedAt),
    ended_by: row.endedBy ?? 'system',
    ...people(row),
    status: 'Attended Online',
    chat_status: chatStatusOf('closed'),
    thread_number: row.threadNumber,
    chat_initiated_url: PAGE_URL,
    customer_info: row.customerInfo,
  };
}

type TransferAnnouncement = Extract<Announcement, { transfer: TransferRow }>;
const TRANSFER_ROLE = {
  'conversation.transfer.initiated': 'by',
  'conversation.transfer.accepted': 'accepted_by',
  'conversation.transfer.rejected': 'rejected_by',
} as const;

function transferEntity(announcement: TransferAnnouncement, row: ConversationRow, cast: ConversationCast): JsonMap {
  const target = announcement.target ? operatorEntity(announcement.target) : null;
  const actor =
    announcement.event === 'conversation.transfer.initiated' && cast.operator ? operatorEntity(cast.operator) : target;
  return {
    ...baseEntity(row, cast),
    ...ownerEntity(row, cast),
    ...attended(row),
    transfer: {
      attempt_count: row.transferCount,
      to: {
        department_id: announcement.transfer.departmentId,
        ...(target ? { operator: target } : {}),
        note: announcement.transfer.note,
      },
      ...(actor ? { [TRANSFER_ROLE[announcement.event]]: actor } : {}),
    },
    chat_status: chatStatusOf(row.stage),
  };
}

function updatedVisitor(row: ConversationRow, cast: ConversationCast): JsonMap {
  const [first, last] = splitName(cast.visitor.name);
  return {
    id: cast.visitor.id,
    type: cast.visitor.type,
    first_name: first,
    last_name: last,
    email_id: cast.visitor.email,
    phone: cast.visitor.phone,
    lead: { id: cast.visitor.id },
    modifier: cast.operator ? operatorEntity(cast.operator) : { type: 'system' },
    customer_info: row.customerInfo,
  };
}
