import type { TicketReference, TicketRequest, TicketSystem } from '@baton/core';
import type { Effect } from '@baton/store';
import { definePerformer, notConfigured, type Performed, type PerformerTools, toRetry } from './performer.ts';

/**
 * Looks before it repeats: a create whose end is unknown is searched for until the vendor's index lag is surely over. The lag is counted
 * from the first look: when exactly the create left is known only roughly, as its lane may have been claimed long before.
 */
export const perform = definePerformer('create-ticket', async (tools, { effect, action }) => {
  const { tickets } = tools.ports;
  if (tickets === null) return notConfigured;
  if (typeof effect.progress['sentAt'] === 'string') {
    const lookedAt = await noteFirstLook(tools, effect);
    const found = await tickets.findByCaseKey(action.request);
    if (found.type === 'retry') return toRetry(found);
    // As long as looking is refused nothing may be made: there could be a ticket already.
    if (found.type === 'refused') return toRetry({ code: found.code, retryAfterMs: null });
    if (found.value !== null) return toDone(action.request, found.value);
    const waitMs = lookedAt + tools.createSettleMs - effect.claimedAt.getTime();
    if (waitMs > 0) return { type: 'wait', code: 'create-unclear', delayMs: Math.min(waitMs, 2_000) };
  }
  return send(tools, { tickets, effect, request: action.request });
});

/** When an unclear create was looked for first, in milliseconds; it had left by then. */
async function noteFirstLook({ store }: PerformerTools, { id, progress, claimedAt }: Effect): Promise<number> {
  const noted = progress['lookedAt'];
  // One that lies ahead was noted before the clock was set back: how long ago it was is not known, so the time begins anew.
  if (typeof noted === 'string' && Date.parse(noted) <= claimedAt.getTime()) return Date.parse(noted);
  await store.outbox.recordProgress(id, { ...progress, lookedAt: claimedAt.toISOString() });
  return claimedAt.getTime();
}

type Sending = { tickets: TicketSystem; effect: Effect; request: TicketRequest };

async function send({ store }: PerformerTools, { tickets, effect, request }: Sending): Promise<Performed> {
  await store.outbox.recordProgress(effect.id, { sentAt: effect.claimedAt.toISOString() });
  const created = await tickets.create(request);
  if (created.type === 'ok') return toDone(request, created.value);
  if (created.type === 'refused') return { type: 'refused', code: created.code, report: null };
  if (!created.isAmbiguous) await store.outbox.recordProgress(effect.id, {});
  return toRetry(created);
}

const toDone = ({ caseKey }: TicketRequest, ticket: TicketReference): Performed => ({
  type: 'done',
  report: { type: 'settle-ticket', caseKey, result: { type: 'created', ...ticket } },
});
