import { createHash } from 'node:crypto';
import {
  AppError,
  type BotContext,
  type Channel,
  defaultOrganisation,
  type IdSource,
  type JsonObject,
  type ParsedDelivery,
} from '@baton/core';
import type { NewDelivery, Store } from '@baton/store';
import type { IngestResult } from '../http/webhooks.ts';
import type { Arrival } from '../inbound/arrival.ts';
import { toStoredKey } from '../inbound/stored-key.ts';
import { packRequest } from '../inbound/stored-request.ts';
import type { Counters } from '../metrics.ts';
import { admit, isLeftForLater, toAdmission } from './admission.ts';
import { answerAtOnce } from './answer-at-once.ts';
import type { Sessions } from './chat-claim.ts';
import { openResponse, type WordsBox } from './exact-words.ts';
import type { ReachCrashPoint } from './ports.ts';
import { assembleResponse, isTurnIntent, type TurnIntent } from './respond.ts';

export type AcceptDependencies = {
  store: Pick<Store, 'conversations' | 'inbox' | 'processAtOnce' | 'transaction'>;
  /** Whether a turn is tried in one commit with its request. */
  isAtOnce: boolean;
  counters: Pick<Counters, 'add'>;
  context: BotContext;
  channels: Readonly<Record<string, Channel>>;
  /** Whose customers write here. Default: the one there is from the start. */
  organisation?: string;
  secretBox: WordsBox & Sessions;
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
  const { reach } = dependencies;
  const hash = createHash('sha256').update(arrival.request.body).digest('hex');
  const result = (await acceptAtOnce(dependencies, arrival, hash)) ?? (await acceptInTurn(dependencies, arrival, hash));
  reach('ingest.answer:before');
  return result;
}

/** One commit for the whole turn; null when something else comes first. */
async function acceptAtOnce(
  dependencies: AcceptDependencies,
  { deliveries }: Arrival,
  hash: string,
): Promise<IngestResult | null> {
  const [only, ...others] = deliveries;
  const { answer, intent, requestId } = only;
  if (!dependencies.isAtOnce || others.length > 0 || answer === 'received' || !isTurnIntent(intent)) return null;
  const delivery = describeDelivery(dependencies, only, hash);
  const done = await answerAtOnce(dependencies, { intent, requestId, delivery });
  dependencies.counters.add('baton_turns_total', { way: done === null ? 'queued' : 'one-commit' });
  if (done === null) return null;
  const { deliveryId, session } = done;
  const task = { intent, requestId, deliveryId, isNew: true };
  const body =
    done.type === 'answered' ? done.body : await awaitAnswer(dependencies, { ...task, waitsFor: done.waitsFor });
  return toResult({ deliveryId, sending: 1, session }, body);
}

/** Stored first, and processed by whichever worker takes the lane. */
async function acceptInTurn(dependencies: AcceptDependencies, arrival: Arrival, hash: string): Promise<IngestResult> {
  const { store, reach } = dependencies;
  const session = await admitArrival(dependencies, arrival);
  reach('ingest.store:before');
  // Called in one go, so that the store groups them; a failure of one leaves the request unacknowledged, and its repetition finds the rest.
  const added = await Promise.all(
    arrival.deliveries.map((delivery, part) => store.inbox.add(toRow(dependencies, arrival, { delivery, part, hash }))),
  );
  reach('ingest.store:after');
  const [first] = added;
  const [{ answer, intent, requestId }] = arrival.deliveries;
  if (first === undefined) throw new TypeError('a request has at least one delivery');
  const { id: deliveryId, isNew } = first;
  if (answer === 'received')
    return { deliveryId, sending: 1, status: 200, body: arrival.receipt ?? { received: true } };
  if (!isTurnIntent(intent)) throw noTurn(arrival);
  const known = openResponse(dependencies.secretBox, first);
  const sending = isNew ? 1 : await store.inbox.sendAgain(deliveryId);
  const waiting: Waiting = { intent, requestId, deliveryId, isNew, waitsFor: deliveryId };
  return toResult({ deliveryId, sending, session }, known ?? (await awaitAnswer(dependencies, waiting)));
}

type Answered = { deliveryId: string; sending: number; session: string | null };

/** The session is put in here and not kept with the answer, which is stored in clear. */
const toResult = ({ deliveryId, sending, session }: Answered, body: JsonObject): IngestResult => ({
  deliveryId,
  sending,
  status: 200,
  body: session === null ? body : { ...body, session },
});

async function admitArrival(
  { secretBox, store, organisation }: AcceptDependencies,
  { deliveries: [{ intent }] }: Arrival,
): Promise<string | null> {
  const admission = isTurnIntent(intent) ? toAdmission(intent, organisation) : null;
  if (admission === null) return null;
  return admit(
    secretBox,
    admission,
    isLeftForLater(admission) ? null : await store.conversations.find(admission.address),
  );
}

const noTurn = ({ adapter }: Arrival): AppError =>
  new AppError('internal', `The adapter "${adapter}" promises a turn for what is no customer's request. Correct it.`);

type Row = { delivery: ParsedDelivery; part: number; hash: string };

function toRow(
  dependencies: AcceptDependencies,
  { adapter, covers, request, deliveries }: Arrival,
  { delivery, part, hash }: Row,
): NewDelivery {
  const packed = packRequest({ adapter, covers, part, parts: deliveries.length, request });
  return { ...describeDelivery(dependencies, delivery, hash), body: dependencies.secretBox.seal(packed) };
}

const describeDelivery = (
  { ids, organisation = defaultOrganisation }: Pick<AcceptDependencies, 'ids' | 'organisation'>,
  { key, lane, kind, redacted, isRepeatable }: ParsedDelivery,
  hash: string,
): Omit<NewDelivery, 'body'> => ({
  organisation,
  key: toStoredKey(key ?? ['once', ids.next()]),
  lane: toStoredKey(lane),
  kind,
  hash,
  redacted,
  isRepeatable,
});

/** How soon we look for ourselves whether another node has done the work; doubled from try to try. */
const firstLookMs = 50;
const lastLookMs = 400;

type Waiting = {
  intent: TurnIntent;
  requestId: string | null;
  deliveryId: string;
  isNew: boolean;
  /** What changes first: the delivery that is to be processed, or a conversation with an effect. */
  waitsFor: string;
};

/** Waits until the delivery is processed and what its turn waits for is settled, or the time is up. */
async function awaitAnswer(
  dependencies: AcceptDependencies,
  { isNew, waitsFor: first, ...task }: Waiting,
): Promise<JsonObject> {
  const { now, waitForChange } = dependencies;
  const until = now().getTime() + (dependencies.answerWithinMs ?? 4_000);
  let waitsFor = first;
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
