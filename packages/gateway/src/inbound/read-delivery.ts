import type { InboundAdapter, Intent } from '@baton/core';
import type { Delivery } from '@baton/store';
import { codeOf } from '../engine/code-of.ts';
import type { Logger } from '../http/logger.ts';
import type { SecretBox } from '../secret-box.ts';
import { readEarlierDelivery } from '../upgrade/read-earlier-delivery.ts';
import { unpackRequest } from './stored-request.ts';

type Dependencies = {
  adapters: readonly InboundAdapter[];
  secretBox: Pick<SecretBox, 'open'>;
  logger: Pick<Logger, 'error'>;
};

/**
 * Opens what was kept of a delivery and reads it again with the adapter it came through, as that adapter reads today. Null when the body
 * was erased, or cannot be read; the log says which.
 */
export function readDelivery({ adapters, secretBox, logger }: Dependencies, delivery: Delivery): Intent | null {
  if (delivery.body === null) return null;
  try {
    return readBody(adapters, secretBox.open(Buffer.from(delivery.body)));
  } catch (error) {
    logger.error('delivery-unreadable', { deliveryId: delivery.id, kind: delivery.kind, code: codeOf(error) });
    return null;
  }
}

function readBody(adapters: readonly InboundAdapter[], bytes: Buffer): Intent {
  const stored = unpackRequest(bytes);
  if (stored === null) return readEarlierDelivery(bytes);
  const adapter = adapters.find(({ name }) => name === stored.adapter);
  if (adapter === undefined) throw new UnreadableDelivery('adapter-missing');
  const deliveries = adapter.parse(stored.request, stored.covers);
  const delivery = deliveries[stored.part];
  // A parser that divides the request otherwise than before cannot say which of the parts this row stands for.
  if (delivery === undefined || deliveries.length !== stored.parts) throw new UnreadableDelivery('parts-changed');
  return delivery.intent;
}

class UnreadableDelivery extends Error {
  override readonly name = 'UnreadableDelivery';
  readonly code: string;

  constructor(code: string) {
    super(`A stored delivery cannot be read: ${code}.`);
    this.code = code;
  }
}
