import { flag, instant, list, map, member, number, text, textOrEmpty, texts } from '@baton/http-kit';
import type { SalesIqStyle } from './routes.ts';

export type ChatStatus = 'waiting' | 'active' | 'ended' | 'missed';

export type ChatVisitor = { id: string; name: string; email: string | null; phone: string | null };

/** A chat in either style. What Zoho or seed 004 say beyond this is in `raw`, in their own words. */
export type Chat = {
  id: string;
  /** Null when the vendor names a state that we do not know. */
  status: ChatStatus | null;
  question: string | null;
  visitor: ChatVisitor;
  operatorId: string | null;
  /** Whether a bot and no human has it; the plain style does not say. */
  isWithBot: boolean | null;
  departmentId: string | null;
  appId: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  /** Portal style: read it with `feedback`. */
  rating: number | null;
  /** Ids in the portal style, names in the plain one. */
  tags: string[];
  customInfo: Record<string, unknown>;
  raw: unknown;
};

export type ChatMessage = {
  id: string;
  side: 'visitor' | 'operator' | 'bot' | null;
  senderId: string;
  senderName: string | null;
  text: string;
  type: string;
  at: Date | null;
  raw: unknown;
};

export const toChat = (row: unknown, style: SalesIqStyle): Chat =>
  style === 'portal' ? toPortalChat(row) : toPlainChat(row);

/** Contract salesiq §2.1. */
function toPortalChat(row: unknown): Chat {
  const visitor = member(row, 'visitor');
  const attender = member(row, 'attender') ?? member(row, 'owner');
  return {
    id: textOrEmpty(row, 'id'),
    status: toPortalStatus(row),
    question: text(row, 'question'),
    visitor: {
      id: textOrEmpty(visitor, 'id'),
      name: textOrEmpty(visitor, 'name'),
      email: text(visitor, 'email') ?? text(visitor, 'email_id'),
      phone: text(visitor, 'phone'),
    },
    operatorId: text(attender, 'id'),
    isWithBot: flag(attender, 'is_bot'),
    departmentId: text(member(row, 'department'), 'id') ?? text(row, 'department_id'),
    appId: text(row, 'app_id'),
    startedAt: instant(row, 'start_time'),
    endedAt: instant(row, 'end_time') ?? instant(row, 'missed_time'),
    rating: null,
    tags: list(row, 'tags').flatMap((tag) => text(tag, 'id') ?? []),
    customInfo: map(row, 'customer_info'),
    raw: row,
  };
}

const portalStatuses: Readonly<Record<string, ChatStatus>> = {
  waiting: 'waiting',
  open: 'active',
  connected: 'active',
  closed: 'ended',
  end: 'ended',
  missed: 'missed',
};

/** The label in `status` is for people; the state's key counts, else which of the times is set. */
function toPortalStatus(row: unknown): ChatStatus | null {
  const state = member(row, 'chat_status');
  const known = portalStatuses[textOrEmpty(state, 'state_key')] ?? portalStatuses[textOrEmpty(state, 'status_key')];
  if (known !== undefined) return known;
  if (instant(row, 'missed_time') !== null) return 'missed';
  if (instant(row, 'end_time') !== null) return 'ended';
  return instant(row, 'attended_time') === null ? null : 'active';
}

const plainStatuses: readonly ChatStatus[] = ['waiting', 'active', 'ended', 'missed'];

/** Seed 004. */
function toPlainChat(row: unknown): Chat {
  const visitor = member(row, 'visitor_info');
  return {
    id: textOrEmpty(row, 'id'),
    status: plainStatuses.find((status) => status === text(row, 'status')) ?? null,
    question: null,
    visitor: {
      id: textOrEmpty(row, 'visitor_id'),
      name: textOrEmpty(visitor, 'name'),
      email: text(visitor, 'email'),
      phone: text(visitor, 'phone'),
    },
    operatorId: text(row, 'operator_id'),
    isWithBot: null,
    departmentId: text(row, 'department_id'),
    appId: null,
    startedAt: instant(row, 'started_at'),
    endedAt: instant(row, 'ended_at'),
    rating: number(row, 'rating'),
    tags: texts(row, 'tags'),
    customInfo: map(row, 'custom_fields'),
    raw: row,
  };
}

export const toMessage = (row: unknown, style: SalesIqStyle): ChatMessage =>
  style === 'portal' ? toPortalMessage(row) : toPlainMessage(row);

function toPortalMessage(row: unknown): ChatMessage {
  const sender = member(row, 'sender');
  const senderId = textOrEmpty(sender, 'id');
  return {
    id: textOrEmpty(row, 'id'),
    side: toSide(senderId),
    senderId,
    senderName: text(sender, 'name'),
    text: text(member(row, 'message'), 'text') ?? '',
    type: text(row, 'type') ?? 'text',
    at: instant(row, 'time'),
    raw: row,
  };
}

/** The first character of a sender's id tells who it is (contract salesiq §2.1). */
function toSide(senderId: string): ChatMessage['side'] {
  if (senderId.startsWith('$')) return 'visitor';
  if (senderId.startsWith('b')) return 'bot';
  return /^\d+$/.test(senderId) ? 'operator' : null;
}

const sides = ['visitor', 'operator', 'bot'] as const;

const toPlainMessage = (row: unknown): ChatMessage => ({
  id: textOrEmpty(row, 'id'),
  side: sides.find((side) => side === text(row, 'sender_type')) ?? null,
  senderId: textOrEmpty(row, 'sender_id'),
  senderName: null,
  text: textOrEmpty(row, 'message'),
  type: text(row, 'type') ?? 'text',
  at: instant(row, 'timestamp'),
  raw: row,
});
