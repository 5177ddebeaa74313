import type { Row } from '../database.ts';
import { instant, integer, object, oneOf, optionalInstant, optionalText, text } from '../decode.ts';
import {
  agentRoles,
  availabilities,
  type ConsoleAgent,
  type ConsoleChat,
  type ConsoleEvent,
  consoleStages,
} from './types.ts';

export const chatColumns = `c.organisation, c.id, c.handoff_key, c.stage, c.agent_id, c.data, c.opened_at, c.queued_at, c.connected_at,
  c.ended_at, c.ended_by, c.last_at, c.last_seq::text as last_seq, c.customer_seq::text as customer_seq,
  c.read_seq::text as read_seq`;

export const toChat = (row: Row): ConsoleChat => ({
  organisation: text(row, 'organisation'),
  id: text(row, 'id'),
  handoffKey: text(row, 'handoff_key'),
  stage: oneOf(row, 'stage', consoleStages),
  agentId: optionalText(row, 'agent_id'),
  data: object(row, 'data'),
  openedAt: instant(row, 'opened_at'),
  queuedAt: instant(row, 'queued_at'),
  connectedAt: optionalInstant(row, 'connected_at'),
  endedAt: optionalInstant(row, 'ended_at'),
  endedBy: optionalText(row, 'ended_by'),
  lastAt: instant(row, 'last_at'),
  lastSeq: integer(row, 'last_seq'),
  customerSeq: integer(row, 'customer_seq'),
  readSeq: integer(row, 'read_seq'),
});

export const eventColumns = 'e.seq::text as seq, e.chat_id, e.key, e.type, e.data, e.at';

export const toEvent = (row: Row): ConsoleEvent => ({
  seq: integer(row, 'seq'),
  chatId: text(row, 'chat_id'),
  key: text(row, 'key'),
  type: text(row, 'type'),
  data: object(row, 'data'),
  at: instant(row, 'at'),
});

export const agentColumns = 'a.id, a.login, a.name, a.role, a.chats_max, a.availability, a.seen_at';

export const toAgent = (row: Row): ConsoleAgent => ({
  id: text(row, 'id'),
  login: text(row, 'login'),
  name: text(row, 'name'),
  role: oneOf(row, 'role', agentRoles),
  chatsMax: integer(row, 'chats_max'),
  availability: oneOf(row, 'availability', availabilities),
  seenAt: optionalInstant(row, 'seen_at'),
});
