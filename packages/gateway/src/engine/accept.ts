import { createHash } from 'node:crypto';
import {
  AppError,
  type BotContext,
  type Channel,
  defaultOrganisation,
  type IdSource,
  isJsonObject,
  type JsonObject,
  type ParsedDelivery,
} from '@baton/core';
import type { NewDelivery, Store } from '@baton/store';
import type { IngestResult } from '../http/webhooks.ts';
import type { Arrival } from '../inbound/arrival.ts';
import { toStoredKey } from '../inbound/stored-key.ts';
import { packRequest } from '../inbound/stored-request.ts';
import type { SecretBox } from '../secret-box.ts';
import { mayAct, notTheirChat, offerSession, type Sessions } from './chat-claim.ts';
import type { ReachCrashPoint } from './ports.ts';
import { assembleResponse, isTurnIntent, type TurnIntent } from './respond.ts';

export type AcceptDependencies = {
  store: Pick<Store, 'conversations' | 'inbox' | 'transaction'>;
  context: BotContext;
  channels: Readonly<Record<string, Channel>>;
  /** Whose customers write here. Default: the one there is from the start. */
  organisation?: string;
  secretBox: Pick<SecretBox, 'seal'> & Sessions;
  ids: IdSource;
  now(): Date;
  reach: ReachCrashPoint;
  /** Resolves when a delivery was processed, or an effect of a conversation settled, of which this is the id; or after the time. */
  waitForChange(id: string, timeoutMs: number): Promise<void>;
  /** How long a synchronous request waits for its turn, in milliseconds (contract salesiq §5.1). Default 4 000. */
  answerWithinMs?: number;
};

/** Stores everything in a request and then answers it: at once, or for a synchronous channel with what its turn says in time. */
export async function acceptArrival(dependencies: AcceptDependencies, arrival: Arrival): Promise<IngestResult> {
  const { store, reach } = dependencies;
  const session = await admit(dependencies, arrival);
  const hash = createHash('sha256').update(arrival.request.body).digest('hex');
  reach('ingest.store:before');
  // Called in one go, so that the store groups them; a failure of one leaves the request unacknowledged, and its repetition finds the rest.
  const added = await Promise.all(
    arrival.deliveries.map((delivery, part) => store.inbox.add(toRow(dependencies, arrival, { delivery, part, hash }))),
  );
  reach('ingest.store:after');
  const [first] = added;
  const [{ answer, intent, requestId }] = arrival.deliveries;
  if (first === undefined) throw new TypeError('a request has at least one delivery');
  if (answer === 'received') return { deliveryId: first.id, sending: 1, status: 200, body: { received: true } };
  if (!isTurnIntent(intent)) throw noTurn(arrival);
  const known = isJsonObject(first.response) ? first.response : null;
  const sending = first.isNew ? 1 : await store.inbox.sendAgain(first.id);
  const waiting: Waiting = { intent, requestId, deliveryId: first.id, isNew: first.isNew };
  const body = known ?? (await awaitAnswer(dependencies, waiting));
  reach('ingest.answer:before');
  // Put in here and not kept with the answer, which is stored in clear.
  return { deliveryId: first.id, sending, status: 200, body: session === null ? body : { ...body, session } };
}

/**
 * Refuses who has no right to the chat before anything of the request is kept: also an id of theirs could be taken for one of the
 * customer's. Returns the session token to give with the answer, null for none.
 */
async function admit(dependencies: AcceptDependencies, { deliveries }: Arrival): Promise<string | null> {
  const [{ intent }] = deliveries;
  if (!('claim' in intent) || intent.claim === null) return null;
  const { secretBox: sessions, store, organisation = defaultOrganisation } = dependencies;
  const { claim, profile, channel, chatId } = intent;
  const isSpeaking = intent.type === 'customer-said';
  const question = { address: { organisation, channel, chatId }, caller: { claim, visitorId: profile.visitorId } };
  // A back end has ids of its own for its messages; whether the visitor is right is seen when the chat is locked.
  const isLeftForLater = claim.isTrusted && claim.session === null;
  const stored = isLeftForLater ? null : await store.conversations.find(question.address);
  if (!mayAct(sessions, { ...question, stored })) throw notTheirChat();
  return offerSession(sessions, { ...question, stored }, isSpeaking);
}

const noTurn = ({ adapter }: Arrival): AppError =>
  new AppError('internal', `The adapter "${adapter}" promises a turn for what is no customer's request. Correct it.`);

type Row = { delivery: ParsedDelivery; part: number; hash: string };

function toRow(
  { secretBox, ids, organisation = defaultOrganisation }: AcceptDependencies,
  { adapter, covers, request, deliveries }: Arrival,
  { delivery, part, hash }: Row,
): NewDelivery {
  const { key, lane, kind, redacted, isRepeatable } = delivery;
  return {
    organisation,
    key: toStoredKey(key ?? ['once', ids.next()]),
    lane: toStoredKey(lane),
    kind,
    body: secretBox.seal(packRequest({ adapter, covers, part, parts: deliveries.length, request })),
    hash,
    redacted,
    isRepeatable,
  };
}

/** How soon we look for ourselves whether another node has done the work; doubled from try to try. */
const firstLookMs = 50;
const lastLookMs = 400;

type Waiting = { intent: TurnIntent; requestId: string | null; deliveryId: string; isNew: boolean };

/** Waits until the delivery is processed and what its turn waits for is settled, or the time is up. */
async function awaitAnswer(dependencies: AcceptDependencies, { isNew, ...task }: Waiting): Promise<JsonObject> {
  const { now, waitForChange } = dependencies;
  const until = now().getTime() + (dependencies.answerWithinMs ?? 4_000);
  let waitsFor = task.deliveryId;
  for (let lookMs = firstLookMs, isFirst = true; ; isFirst = false) {
    // What has just been stored cannot have been processed yet.
    if (isNew || !isFirst) await waitForChange(waitsFor, Math.max(1, Math.min(lookMs, until - now().getTime())));
    lookMs = Math.min(lastLookMs, lookMs * 2);
    const isLastChance = until - now().getTime() <= 0;
    const assembled = await assembleResponse(dependencies, { ...task, isLastChance });
    if (assembled.type === 'answered') return assembled.body;
    waitsFor = assembled.waitsFor;
  }
}
