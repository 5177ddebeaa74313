import { AppError } from '@baton/core';
import { type Delivery, type Inbox, toStorableText } from '@baton/store';
import { type Clocked, createMemoryLanes } from './memory-lanes.ts';
import { addDelivery, change, type DeliveryRow } from './tables.ts';

export function createMemoryInbox({ tables, now }: Clocked, onAdded: () => void): Inbox {
  const assignedTo = (deliveryId: string, states: string[]) =>
    [...tables.messages.values()].flat().filter((row) => row.deliveryId === deliveryId && states.includes(row.state));
  const lanes = createMemoryLanes(
    { tables, now },
    { kind: 'delivery', rows: tables.deliveries, onFirst: () => undefined, toItem: toDelivery },
  );
  return {
    ...lanes,
    add: async (delivery) => {
      if (typeof delivery.isRepeatable !== 'boolean') {
        throw new AppError('store-unavailable', 'The message could not be stored. Send it again in a moment.', {
          retryable: true,
        });
      }
      const added = addDelivery(tables, now(), delivery);
      onAdded();
      return added;
    },
    get: async (id) => {
      const row = tables.deliveries.get(id);
      return row === undefined ? null : toDelivery(row);
    },
    postpone: async (id, { delayMs, reason, isFailure }) => {
      const row = tables.deliveries.get(id);
      if (row === undefined) return;
      const failures = row.failures + (isFailure ? 1 : 0);
      change(tables, row, {
        runAt: now() + delayMs,
        reason: toStorableText(reason),
        postponements: row.postponements + 1,
        failures,
      });
    },
    markFlushed: async (id) => {
      for (const row of assignedTo(id, ['waiting', 'assigned']))
        change(tables, row, { state: 'delivered', sealed: null });
    },
    sendAgain: async (id) => {
      for (const row of assignedTo(id, ['waiting'])) change(tables, row, { state: 'assigned', assignedAt: now() });
      const delivery = tables.deliveries.get(id);
      if (delivery !== undefined) delivery.sendings += 1;
      return delivery?.sendings ?? 0;
    },
    releaseMessages: async (id, sending) => {
      if (tables.deliveries.get(id)?.sendings !== sending) return;
      for (const row of assignedTo(id, ['assigned'])) change(tables, row, { state: 'waiting' });
    },
    forgetResponses: async ({ olderThanMs }) => {
      const old = [...tables.deliveries.values()].filter(
        ({ sealedResponse, receivedAt }) => sealedResponse !== null && receivedAt.getTime() < now() - olderThanMs,
      );
      for (const row of old) change(tables, row, { sealedResponse: null });
      return old.length;
    },
  };
}

function toDelivery({
  isRepeatable: _isRepeatable,
  reason: _reason,
  runAt: _runAt,
  sendings: _sendings,
  sealedResponse: _sealedResponse,
  ...row
}: DeliveryRow): Delivery {
  return { ...row, body: row.body === null ? null : Uint8Array.from(row.body) };
}
