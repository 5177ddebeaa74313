import { createHash } from 'node:crypto';
import { type DeskEvent, type Intent, type ParsedDelivery, readEventTime } from '@baton/core';
import type { SalesIqEvent, SalesIqRequest, SeedEvent, ZobotCall } from './parse.ts';

/** The name of SalesIQ as a channel and as a desk: one chat may be either. */
const salesIq = 'salesiq';

/** What a decoded request asks for, and what it is recognised by (contract salesiq §4.1 and §5.2). */
export function toDelivery(request: SalesIqRequest): ParsedDelivery {
  switch (request.type) {
    case 'zobot':
      return toZobotDelivery(request);
    case 'salesiq-event':
      return toEventDelivery(request);
    case 'seed-event':
      return toSeedDelivery(request);
    default:
      return request satisfies never;
  }
}

function toZobotDelivery(call: ZobotCall): ParsedDelivery {
  const { handler, requestId, chatId, text, attachments } = call;
  return {
    key: ['zobot', requestId, handler],
    lane: [salesIq, chatId ?? requestId],
    kind: 'zobot',
    // The platform never asks again, so a lost answer is said with the next one.
    isRepeatable: false,
    redacted: {
      type: 'zobot',
      textLength: text.length,
      handler,
      requestId,
      chatId,
      attachmentCount: attachments.length,
    },
    intent: toZobotIntent(call),
    answer: 'turn',
    requestId,
  };
}

function toZobotIntent({ handler, chatId, profile, text, attachments, cause }: ZobotCall): Intent {
  if (handler === 'trigger' || chatId === null) return { type: 'customer-arrived', channel: salesIq, chatId };
  if (handler === 'failure') return { type: 'forward-failed', channel: salesIq, chatId, cause: cause ?? 'unknown' };
  return { type: 'customer-said', channel: salesIq, chatId, text, attachments, profile, claim: null };
}

function toEventDelivery(request: SalesIqEvent): ParsedDelivery {
  const { event, entityId, eventTime, webhookId, messageId, senderType, text } = request;
  return {
    key: ['siq', webhookId ?? '', event, entityId, ...mark(messageId, eventTime, text)],
    lane: [salesIq, entityId],
    kind: 'salesiq-event',
    isRepeatable: true,
    redacted: {
      type: 'salesiq-event',
      textLength: text?.length ?? 0,
      event,
      entityId,
      eventTime,
      webhookId,
      messageId,
      senderType,
    },
    intent: {
      type: 'desk-event',
      desk: salesIq,
      reference: entityId,
      at: readEventTime(eventTime),
      event: toDeskEvent(request),
    },
    answer: 'received',
    requestId: null,
  };
}

function toSeedDelivery(request: SeedEvent): ParsedDelivery {
  const { event, chatId, timestamp, messageId, text } = request;
  return {
    key: ['seed', event, chatId, ...mark(messageId, timestamp, text)],
    lane: [salesIq, chatId],
    kind: 'seed-event',
    isRepeatable: true,
    redacted: { type: 'seed-event', textLength: text?.length ?? 0, event, chatId, timestamp, messageId },
    intent: {
      type: 'desk-event',
      desk: salesIq,
      reference: chatId,
      at: readEventTime(timestamp),
      event: fromSeedEvent(request),
    },
    answer: 'received',
    requestId: null,
  };
}

/** What tells two events of one kind in one chat apart. Two replies in the same millisecond are two also when they have no ids. */
function mark(messageId: string | null, time: string, text: string | null): string[] {
  if (messageId !== null) return [messageId];
  return text === null ? [time] : [time, createHash('sha256').update(text).digest('hex')];
}

const unnamedAgent = 'Agent';

function toDeskEvent(request: SalesIqEvent): DeskEvent {
  const { event, agent, attachments, messageId, senderType, text, transferTo, endedBy } = request;
  const noted: DeskEvent = { type: 'noted', name: event };
  const by = { id: agent?.id ?? null, name: agent?.name ?? unnamedAgent };
  const hasContent = text !== null || attachments.length > 0;
  const isBot = agent?.isBot === true || senderType === 'bot';
  switch (event) {
    case 'conversation.attender.updated':
    case 'conversation.transfer.accepted':
      return isBot ? noted : { type: 'agent-joined', agent: by };
    case 'conversation.transfer.initiated':
      return { type: 'transfer-offered', to: transferTo };
    case 'conversation.transfer.rejected':
      return { type: 'transfer-rejected', by: transferTo };
    case 'conversation.reopened':
      return { type: 'reopened' };
    case 'conversation.operator.replied':
      return isBot || !hasContent ? noted : { type: 'agent-said', agent: by, text: text ?? '', attachments, messageId };
    case 'conversation.visitor.replied':
      return hasContent ? { type: 'customer-said', text: text ?? '', attachments } : noted;
    case 'conversation.completed':
      return { type: 'completed', endedBy: toEnder(endedBy) };
    case 'conversation.missed':
      return { type: 'missed' };
    default:
      return noted;
  }
}

function fromSeedEvent({ event, messageId, operatorName, senderType, text, endedBy }: SeedEvent): DeskEvent {
  const noted: DeskEvent = { type: 'noted', name: event };
  const by = { id: null, name: operatorName ?? unnamedAgent };
  switch (event) {
    case 'message.received':
      if (text === null) return noted;
      return senderType === 'operator'
        ? { type: 'agent-said', agent: by, text, attachments: [], messageId }
        : { type: 'customer-said', text, attachments: [] };
    case 'chat.started':
      return operatorName === null ? noted : { type: 'agent-joined', agent: by };
    case 'chat.ended':
      return { type: 'completed', endedBy: toEnder(endedBy) };
    case 'chat.missed':
      return { type: 'missed' };
    default:
      return noted;
  }
}

/** Zoho says `agent`, seed 004 `operator`. */
function toEnder(endedBy: string | null): 'agent' | 'customer' | 'system' | null {
  if (endedBy === 'agent' || endedBy === 'operator') return 'agent';
  if (endedBy === 'visitor') return 'customer';
  return endedBy === 'system' ? 'system' : null;
}
