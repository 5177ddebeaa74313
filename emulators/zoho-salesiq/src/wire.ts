import type { ConversationRow, DepartmentRow, MessageRow, OperatorRow, Stage, VisitorRow } from './rows.ts';
import { type JsonMap, stamp } from './values.ts';

/** The people and places a conversation names, looked up beforehand. */
export interface ConversationCast {
  visitor: VisitorRow;
  operator: OperatorRow | null;
  department: DepartmentRow | null;
  appName: string;
  botId: string;
  botName: string;
  screenName: string;
  lastMessage: MessageRow | null;
}

const CHAT_STATUS: Record<Stage, JsonMap> = {
  bot: { id: '20', label: 'Connected', state: 2, state_key: 'connected', status_code: 0, status_key: 'open' },
  waiting: { id: '10', label: 'Waiting', state: 1, state_key: 'waiting', status_code: 0, status_key: 'open' },
  connected: { id: '20', label: 'Connected', state: 2, state_key: 'connected', status_code: 0, status_key: 'open' },
  missed: { id: '30', label: 'Missed', state: 3, state_key: 'missed', status_code: 1, status_key: 'closed' },
  closed: { id: '40', label: 'Attended Online', state: 4, state_key: 'closed', status_code: 2, status_key: 'closed' },
};
const STATUS_CODE: Record<Stage, number> = { bot: 3, waiting: 1, connected: 3, missed: 2, closed: 4 };

export function chatStatusOf(stage: Stage): JsonMap {
  return { ...CHAT_STATUS[stage] };
}

export function operatorName(operator: OperatorRow): string {
  return `${operator.firstName} ${operator.lastName}`.trim();
}

/** The conversation as REST v2 shows it (salesiq.md §2.1). */
export function conversationWire(row: ConversationRow, cast: ConversationCast): JsonMap {
  const attender = attenderWire(row, cast);
  return {
    id: row.id,
    reference_id: row.referenceId,
    chat_id: row.chatId,
    type: 'chat',
    question: row.question,
    status_code: STATUS_CODE[row.stage],
    chat_status: chatStatusOf(row.stage),
    unread_chats: false,
    notes: false,
    app_id: row.appId,
    app_name: cast.appName,
    ...(cast.department ? { department: { id: cast.department.id, name: cast.department.name } } : {}),
    ...(attender ? { owner: attender, attender } : {}),
    participants: attender ? [attender] : [],
    supervisors: [],
    uvid: `${row.visitorConversationId.slice(0, 8)}-${row.threadNumber}`,
    start_time: stamp(row.openedAt),
    ...times(row),
    last_modified_time: stamp(row.modifiedAt),
    ...(cast.lastMessage ? { last_message_info: lastMessageWire(cast.lastMessage) } : {}),
    visitor: {
      id: cast.visitor.id,
      type: cast.visitor.type,
      name: cast.visitor.name,
      email: cast.visitor.email,
      phone: cast.visitor.phone,
      country_code: cast.visitor.countryCode,
      ip: '127.0.0.1',
    },
    ...(Object.keys(row.customerInfo).length > 0 ? { customer_info: row.customerInfo } : {}),
    ...(row.tagIds.length > 0 ? { tags: row.tagIds.map((id) => ({ id })) } : {}),
  };
}

function times(row: ConversationRow): JsonMap {
  return {
    ...(row.attendedAt === null ? {} : { attended_time: stamp(row.attendedAt) }),
    ...(row.missedAt === null ? {} : { missed_time: stamp(row.missedAt) }),
    ...(row.endedAt === null ? {} : { end_time: stamp(row.endedAt) }),
  };
}

function attenderWire(row: ConversationRow, cast: ConversationCast): JsonMap | null {
  if (cast.operator) {
    return {
      id: cast.operator.id,
      name: operatorName(cast.operator),
      email: cast.operator.email,
      image_key: `0_${cast.operator.id}`,
      is_bot: false,
      call_enabled: true,
    };
  }
  if (row.stage !== 'bot') return null;
  return { id: cast.botId, name: cast.botName, email: '', image_key: '', is_bot: true, call_enabled: false };
}

function lastMessageWire(message: MessageRow): JsonMap {
  return {
    sequence_id: String(message.sequence),
    type: message.attachment === undefined ? 'text' : 'attachment',
    sender: { id: message.senderId, name: message.senderName },
    message: { text: message.text },
    time: stamp(message.at),
  };
}

/** One transcript entry as REST v2 shows it (salesiq.md §2.1). */
export function messageWire(message: MessageRow): JsonMap {
  return {
    id: message.id,
    sequence_id: String(message.sequence),
    type: message.attachment === undefined ? 'text' : 'attachment',
    sender: { id: message.senderId, name: message.senderName },
    message: { text: message.text, ...filesOf(message) },
    time: stamp(message.at),
    ...(message.suggestions.length > 0 ? { meta: { suggestions: message.suggestions, version: 1 } } : {}),
  };
}

/** The name of the member is a guess; what is in it is as a bot gets it. */
function filesOf({ attachment }: MessageRow): JsonMap {
  if (attachment === undefined) return {};
  const { key, name, contentType, size } = attachment;
  return { attachments: [{ key, name, contenttype: contentType, size: String(size) }] };
}

/** Operators carry booleans as texts (salesiq.md §2.2). */
export function operatorWire(operator: OperatorRow, isOnline: boolean): JsonMap {
  return {
    id: operator.id,
    email_id: operator.email,
    first_name: operator.firstName,
    last_name: operator.lastName,
    nick_name: operator.nickName,
    role: operator.role,
    departments: operator.departmentIds,
    status_code: isOnline ? '1' : '3',
    status_message: isOnline ? 'Available' : 'Offline',
    maximum_concurrent_chat: operator.maxChats,
    is_enabled: String(operator.isEnabled),
    is_confirmed: 'true',
    is_owner: 'false',
    time_zone: 'UTC',
    language: 'en',
  };
}

export function departmentWire(department: DepartmentRow, creatorId: string): JsonMap {
  return {
    id: department.id,
    name: department.name,
    display_name: department.name,
    description: department.description,
    is_public: 'true',
    is_enabled: 'true',
    is_system_generated: 'false',
    created_by: creatorId,
    created_time: stamp(department.createdAt),
    modified_time: stamp(department.createdAt),
  };
}
