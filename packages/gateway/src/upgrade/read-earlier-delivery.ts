import type { Attachment, DeskEvent, Intent } from '@baton/core';
import { z } from 'zod';

/**
 * Versions before 0.2 did not keep the raw request but what they had read from it, as JSON. What waited when such a version was replaced
 * is read here, and nowhere else. Nothing writes this form any more, so the names in it never change.
 */
export function readEarlierDelivery(bytes: Buffer): Intent {
  const content: unknown = JSON.parse(bytes.toString('utf8'));
  const kept = keptSchema.parse(content);
  switch (kept.type) {
    case 'flat':
      return fromFlat(kept);
    case 'zobot':
      return fromZobot(kept);
    case 'salesiq-event':
      return { ...addressed(kept.entityId), event: fromEvent(kept) };
    case 'seed-event':
      return { ...addressed(kept.chatId), event: fromSeedEvent(kept) };
    default:
      return kept satisfies never;
  }
}

const text = z.string().transform((value) => value.toWellFormed());
const optional = text.nullable();
const profile = z.object({
  visitorId: optional,
  name: optional,
  email: optional,
  phone: optional,
  senderAddress: z.null().default(null),
});
const keptSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('flat'), chatId: text, profile, text }),
  z.object({
    type: z.literal('zobot'),
    handler: z.enum(['trigger', 'message', 'context', 'failure']),
    chatId: optional,
    profile,
    text,
    attachmentNames: z.array(text),
    cause: optional,
  }),
  z.object({
    type: z.literal('salesiq-event'),
    event: text,
    entityId: text,
    agent: z.object({ name: text, isBot: z.boolean() }).nullable(),
    text: optional,
    senderType: optional,
    endedBy: optional,
  }),
  z.object({
    type: z.literal('seed-event'),
    event: text,
    chatId: text,
    text: optional,
    senderType: optional,
    operatorName: optional,
    endedBy: optional,
  }),
]);
type Kept<Type extends string> = Extract<z.infer<typeof keptSchema>, { type: Type }>;

const addressed = (reference: string) => ({ type: 'desk-event' as const, desk: 'salesiq', reference, at: null });

function fromFlat({ type: channel, chatId, profile: claimed, text: said }: Kept<'flat'>): Intent {
  // It was believed for the sender's secret.
  const from = { channel, chatId, profile: claimed, claim: { isTrusted: true, session: null } };
  return said.trim() === ''
    ? { type: 'customer-listens', ...from }
    : { type: 'customer-said', ...from, text: said, attachments: [] };
}

function fromZobot({ handler, chatId, profile: claimed, text: said, attachmentNames, cause }: Kept<'zobot'>): Intent {
  const channel = 'salesiq';
  if (handler === 'trigger' || chatId === null) return { type: 'customer-arrived', channel, chatId };
  if (handler === 'failure') return { type: 'forward-failed', channel, chatId, cause: cause ?? 'unknown' };
  return {
    type: 'customer-said',
    channel,
    chatId,
    text: said,
    attachments: attachmentNames.map(toAttachment),
    profile: claimed,
    claim: null,
  };
}

/** Nothing but the name was kept. */
const toAttachment = (name: string): Attachment => ({ name, contentType: null, sizeBytes: null, address: null });

function fromEvent({ event, agent, senderType, text: said, endedBy }: Kept<'salesiq-event'>): DeskEvent {
  const isBot = agent?.isBot === true || senderType === 'bot';
  const by = { id: null, name: agent?.name ?? 'Agent' };
  if (!isBot && (event === 'conversation.attender.updated' || event === 'conversation.transfer.accepted'))
    return { type: 'agent-joined', agent: by };
  if (!isBot && event === 'conversation.operator.replied' && said !== null)
    return { type: 'agent-said', agent: by, text: said, attachments: [], messageId: null };
  if (event === 'conversation.visitor.replied' && said !== null)
    return { type: 'customer-said', text: said, attachments: [] };
  if (event === 'conversation.completed') return { type: 'completed', endedBy: toEnder(endedBy) };
  return event === 'conversation.missed' ? { type: 'missed' } : { type: 'noted', name: event };
}

function fromSeedEvent({ event, operatorName, senderType, text: said, endedBy }: Kept<'seed-event'>): DeskEvent {
  const agent = { id: null, name: operatorName ?? 'Agent' };
  if (event === 'message.received' && said !== null)
    return senderType === 'operator'
      ? { type: 'agent-said', agent, text: said, attachments: [], messageId: null }
      : { type: 'customer-said', text: said, attachments: [] };
  if (event === 'chat.started' && operatorName !== null) return { type: 'agent-joined', agent };
  if (event === 'chat.ended') return { type: 'completed', endedBy: toEnder(endedBy) };
  return event === 'chat.missed' ? { type: 'missed' } : { type: 'noted', name: event };
}

function toEnder(endedBy: string | null): 'agent' | 'customer' | 'system' | null {
  if (endedBy === 'agent' || endedBy === 'operator') return 'agent';
  if (endedBy === 'visitor') return 'customer';
  return endedBy === 'system' ? 'system' : null;
}
