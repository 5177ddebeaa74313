import type { JsonObject } from '@baton/core';
import type { Inbound } from './types.ts';

export type DeliveryIdentity = { key: string; lane: string; isRepeatable: boolean };

/**
 * The unique key of a delivery and the lane that keeps its order. Not repeatable means that the sender gave nothing
 * to recognise a repeat by, so each request counts as new (contract salesiq §4.1 and §5.2).
 */
export function deliveryIdentity(inbound: Inbound, newId: () => string): DeliveryIdentity {
  switch (inbound.type) {
    case 'flat': {
      const lane = `flat:${inbound.chatId}`;
      return { key: `${lane}:${inbound.messageId ?? newId()}`, lane, isRepeatable: inbound.messageId !== null };
    }
    case 'zobot':
      return {
        key: `zobot:${inbound.requestId}:${inbound.handler}`,
        lane: `salesiq:${inbound.chatId ?? inbound.requestId}`,
        // The platform never asks again, so a lost answer is said with the next one.
        isRepeatable: false,
      };
    case 'salesiq-event': {
      const mark = inbound.messageId ?? inbound.eventTime;
      return {
        key: `siq:${inbound.webhookId ?? ''}:${inbound.event}:${inbound.entityId}:${mark}`,
        lane: `salesiq:${inbound.entityId}`,
        isRepeatable: true,
      };
    }
    case 'seed-event':
      return {
        key: `seed:${inbound.event}:${inbound.chatId}:${inbound.messageId ?? inbound.timestamp}`,
        lane: `salesiq:${inbound.chatId}`,
        isRepeatable: true,
      };
    default: {
      const never: never = inbound;
      return never;
    }
  }
}

/** What may be kept and logged of a delivery: ids, event names and lengths; no text, no name, e-mail or phone. */
export function redactInbound(inbound: Inbound): JsonObject {
  const shared = { type: inbound.type, textLength: inbound.text?.length ?? 0 };
  switch (inbound.type) {
    case 'flat':
      return { ...shared, chatId: inbound.chatId, messageId: inbound.messageId };
    case 'zobot':
      return {
        ...shared,
        handler: inbound.handler,
        requestId: inbound.requestId,
        chatId: inbound.chatId,
        attachmentCount: inbound.attachmentNames.length,
      };
    case 'salesiq-event':
      return {
        ...shared,
        event: inbound.event,
        entityId: inbound.entityId,
        eventTime: inbound.eventTime,
        webhookId: inbound.webhookId,
        messageId: inbound.messageId,
        senderType: inbound.senderType,
      };
    case 'seed-event':
      return {
        ...shared,
        event: inbound.event,
        chatId: inbound.chatId,
        timestamp: inbound.timestamp,
        messageId: inbound.messageId,
      };
    default: {
      const never: never = inbound;
      return never;
    }
  }
}
