import { createHash } from 'node:crypto';
import { type BotContext, defaultOrganisation, type IdSource, type JsonObject } from '@baton/core';
import type { Store } from '@baton/store';
import type { IngestResult } from '../http/server.ts';
import { deliveryIdentity, type Inbound, redactInbound } from '../inbound/parse.ts';
import type { SecretBox } from '../secret-box.ts';
import type { ReachCrashPoint } from './ports.ts';
import { assembleResponse, type SyncInbound } from './respond.ts';

export type AcceptDependencies = {
  store: Pick<Store, 'inbox' | 'transaction'>;
  context: BotContext;
  secretBox: Pick<SecretBox, 'seal'>;
  ids: IdSource;
  now(): Date;
  reach: ReachCrashPoint;
  /** Resolves when a delivery was processed, or an effect of a conversation settled, of which this is the id; or after the time. */
  waitForChange(id: string, timeoutMs: number): Promise<void>;
  /** How long a synchronous request waits for its turn, in milliseconds (contract salesiq §5.1). Default 4 000. */
  answerWithinMs?: number;
};

/** Stores a request and then answers it: at once, or for a synchronous channel with what its turn says in time. */
export async function acceptInbound(dependencies: AcceptDependencies, inbound: Inbound): Promise<IngestResult> {
  const { store, secretBox, ids, reach } = dependencies;
  const identity = deliveryIdentity(inbound, () => ids.next());
  const plain = Buffer.from(JSON.stringify(inbound), 'utf8');
  reach('ingest.store:before');
  const added = await store.inbox.add({
    organisation: defaultOrganisation,
    ...identity,
    kind: inbound.type,
    body: secretBox.seal(plain),
    hash: createHash('sha256').update(plain).digest('hex'),
    redacted: redactInbound(inbound),
  });
  reach('ingest.store:after');
  if (inbound.type !== 'flat' && inbound.type !== 'zobot')
    return { deliveryId: added.id, sending: 1, status: 200, body: { received: true } };
  const known = isObject(added.response) ? added.response : null;
  const sending = added.isNew ? 1 : await store.inbox.sendAgain(added.id);
  const body = known ?? (await answer(dependencies, { inbound, deliveryId: added.id, isNew: added.isNew }));
  reach('ingest.answer:before');
  return { deliveryId: added.id, sending, status: 200, body };
}

/** How soon we look for ourselves whether another node has done the work; doubled from try to try. */
const firstLookMs = 50;
const lastLookMs = 400;

/** Waits until the delivery is processed and what its turn waits for is settled, or the time is up. */
async function answer(
  dependencies: AcceptDependencies,
  { inbound, deliveryId, isNew }: { inbound: SyncInbound; deliveryId: string; isNew: boolean },
): Promise<JsonObject> {
  const { now, waitForChange } = dependencies;
  const until = now().getTime() + (dependencies.answerWithinMs ?? 4_000);
  let waitsFor = deliveryId;
  for (let lookMs = firstLookMs, isFirst = true; ; isFirst = false) {
    // What has just been stored cannot have been processed yet.
    if (isNew || !isFirst) await waitForChange(waitsFor, Math.max(1, Math.min(lookMs, until - now().getTime())));
    lookMs = Math.min(lastLookMs, lookMs * 2);
    const isLastChance = until - now().getTime() <= 0;
    const assembled = await assembleResponse(dependencies, { inbound, deliveryId, isLastChance });
    if (assembled.type === 'answered') return assembled.body;
    waitsFor = assembled.waitsFor;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
