import type { CustomerProfile, InboundAdapter, Intent, ParsedDelivery } from '@baton/core';
import type { Arrival } from '../src/inbound/arrival.ts';

/** The simulation's own wire format: the body is the delivery itself, so that what is said and done is all that varies. */
export const simulatedAdapter: Pick<InboundAdapter, 'name' | 'parse'> = {
  name: 'simulated',
  parse: ({ body }) => {
    const delivery: ParsedDelivery = JSON.parse(Buffer.from(body).toString('utf8'));
    return [delivery];
  },
};

export const toBody = (delivery: ParsedDelivery): Buffer => Buffer.from(JSON.stringify(delivery), 'utf8');

/** A request that asks for this, verified and read. */
export function toArrival(delivery: ParsedDelivery, receivedAt: Date): Arrival {
  const request = { method: 'POST', url: 'http://simulated/', headers: {}, body: toBody(delivery), receivedAt };
  return { adapter: simulatedAdapter.name, covers: 'simulated', request, deliveries: [delivery], receipt: null };
}

type DeliveryOf<Type extends Intent['type']> = ParsedDelivery & { intent: Extract<Intent, { type: Type }> };
export type CustomerDelivery = DeliveryOf<'customer-said' | 'customer-listens' | 'forward-failed'>;
export type DeskDelivery = DeliveryOf<'desk-event'>;

type CustomerRequest = {
  channel: string;
  chatId: string;
  email: string;
  text: string;
  id: string;
  isRepeatable: boolean;
  /** False: the request is only acknowledged, and words are brought later. */
  isAnsweredWithTurn: boolean;
};

/** A customer's request; an empty text asks for words that wait. */
export function toCustomerDelivery(request: CustomerRequest): CustomerDelivery {
  const { channel, chatId, email, text, id, isRepeatable, isAnsweredWithTurn } = request;
  const profile: CustomerProfile = { name: 'Ann', email, phone: null, visitorId: 'v1', senderAddress: null };
  return {
    key: [channel, chatId, id],
    lane: [channel, chatId],
    kind: channel,
    isRepeatable,
    redacted: {},
    intent:
      text === ''
        ? { type: 'customer-listens', channel, chatId, profile, claim: null }
        : { type: 'customer-said', channel, chatId, text, attachments: [], profile, claim: null },
    answer: isAnsweredWithTurn ? 'turn' : 'received',
    requestId: isRepeatable ? null : id,
  };
}

/** The bot platform could not hand the chat to its humans. */
export function toForwardFailure(request: { channel: string; chatId: string; id: string }): CustomerDelivery {
  const { channel, chatId, id } = request;
  return {
    key: [channel, chatId, id],
    lane: [channel, chatId],
    kind: channel,
    isRepeatable: false,
    redacted: {},
    intent: { type: 'forward-failed', channel, chatId, cause: 'nobody-there' },
    answer: 'turn',
    requestId: id,
  };
}

/** An event of a chat at a desk. `lane` is shared with the customer's requests where the chat is the customer's own. */
export function toDeskDelivery(intent: DeskDelivery['intent'], id: string): DeskDelivery {
  return {
    key: ['event', intent.reference, id],
    lane: [intent.desk, intent.reference],
    kind: 'salesiq-event',
    isRepeatable: true,
    redacted: {},
    intent,
    answer: 'received',
    requestId: null,
  };
}
