import { AppError, type DeskEvent, type InboundAdapter, type ParsedDelivery, type RawRequest } from '@baton/core';
import { z } from 'zod';

/** Name of the desk in chains, addresses and settings. */
export const deskName = 'console';
/** Only our own API makes these requests, so that there is nothing to prove. */
export const ownWord = 'console';

/** What an agent did, as the conversation is told it. `key`: unique within the chat. */
export type ConsoleNews = { chatId: string; key: string; at: Date; event: DeskEvent };

const agent = z.object({ id: z.string(), name: z.string() });
const attachment = z.object({
  name: z.string(),
  contentType: z.string().nullable(),
  sizeBytes: z.number().nullable(),
  address: z.string().nullable(),
});
const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agent-assigned'), agent: agent.nullable() }),
  z.object({ type: z.literal('agent-joined'), agent }),
  z.object({
    type: z.literal('agent-said'),
    agent,
    text: z.string(),
    attachments: z.array(attachment),
    messageId: z.string(),
  }),
  z.object({ type: z.literal('agent-typing'), agent }),
  z.object({ type: z.literal('words-read') }),
  z.object({ type: z.literal('completed'), endedBy: z.literal('agent') }),
  z.object({ type: z.literal('passed-on'), to: z.string() }),
  z.object({ type: z.literal('missed') }),
]);
const news = z.object({ chatId: z.string(), key: z.string(), at: z.iso.datetime(), event });

/** The bytes that are kept of it until it is processed. */
export const writeNews = ({ at, ...rest }: ConsoleNews): Buffer =>
  Buffer.from(JSON.stringify({ ...rest, at: at.toISOString() }));

/**
 * Reads what the console's own API has stored. It has no address of its own: an agent's action is verified by the session, and committed
 * together with what the console keeps of it.
 */
export function createConsoleInbound(): InboundAdapter {
  return {
    name: deskName,
    path: '/console/api',
    keptHeaders: [],
    prepare: null,
    recognises: () => false,
    verify: () => ({
      ok: false,
      reason: 'not-from-outside',
      advice: 'Agents act through the API of the console, which has sessions of its own.',
    }),
    parse: (request, covers) => [parse(request, covers)],
  };
}

function parse({ body }: RawRequest, covers: string): ParsedDelivery {
  if (covers !== ownWord)
    throw new AppError('signature-invalid', 'Nobody but the console itself tells what happened at it.');
  const read = news.safeParse(readJson(body));
  if (!read.success) {
    const field = read.error.issues[0]?.path.join('.') ?? 'body';
    throw new AppError('delivery-malformed', `${field}: is not what the console writes`);
  }
  const { chatId, key, at, event: told } = read.data;
  const length = told.type === 'agent-said' ? told.text.length : 0;
  return {
    key: [deskName, chatId, key],
    lane: [deskName, chatId],
    kind: deskName,
    isRepeatable: false,
    redacted: { event: told.type, chatId, textLength: length },
    intent: { type: 'desk-event', desk: deskName, reference: chatId, at, event: told },
    answer: 'received',
    requestId: null,
  };
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    throw new AppError('delivery-malformed', 'body: is no JSON');
  }
}
