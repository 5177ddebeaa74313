import type {
  ConversationState,
  DeskConversationId,
  DeskOpening,
  EffectAction,
  EffectResult,
  PortResult,
  TicketRequest,
} from '@baton/core';
import { deskConversationId, ticketId } from '@baton/core';
import type { Effect, Message, Store } from '@baton/store';
import type { GatewayPorts } from './ports.ts';
import { chunkTranscript, formatTranscript } from './transcript.ts';

/** What trying an effect came to. `unsaid`: messages that have to be said another way if this is given up. */
export type Performed =
  | { type: 'done'; result: EffectResult | null }
  | { type: 'refused'; code: string; result: EffectResult | null; unsaid?: number[] }
  | { type: 'retry'; code: string; retryAfterMs: number | null; unsaid?: number[] }
  /** Nothing failed; it is only too early. */
  | { type: 'wait'; code: string; delayMs: number; unsaid?: number[] };

export type PerformerDependencies = {
  ports: GatewayPorts;
  store: Pick<Store, 'conversations' | 'outbox'>;
  deriveCode(challengeId: string): string;
  /** How long an unclear create is looked for before it is repeated, in milliseconds. */
  createSettleMs: number;
  /** One-time codes an address is sent per hour at most; null without limit. */
  codesPerHour: number | null;
};

export type PerformerTask<Kind extends EffectAction['kind'] = EffectAction['kind']> = {
  effect: Effect;
  action: Extract<EffectAction, { kind: Kind }>;
  state: ConversationState;
};

export async function lookUpIdentity(
  dependencies: PerformerDependencies,
  { action }: PerformerTask<'look-up-identity'>,
): Promise<Performed> {
  const found = await dependencies.ports.directory.findByEmail(action.email);
  const { kind, email, askedBy = null } = action;
  if (found.type === 'retry') return toRetry(found);
  if (found.type === 'refused')
    return { type: 'done', result: { kind, email, askedBy, result: { type: 'unavailable' } } };
  const match = found.value;
  return { type: 'done', result: { kind, email, askedBy, result: match.type === 'match' ? match : { type: 'none' } } };
}

export async function sendMail(
  dependencies: PerformerDependencies,
  { effect, action, state }: PerformerTask<'send-mail'>,
): Promise<Performed> {
  if (action.challengeId !== null && (await hasTooManyCodes(dependencies, effect, action.to)))
    return {
      type: 'refused',
      code: 'too-many-codes',
      result: { kind: 'send-mail', challengeId: action.challengeId },
    };
  const lines = [
    action.challengeId === null
      ? action.text
      : action.text.replace('{{code}}', dependencies.deriveCode(action.challengeId)),
  ];
  if (action.transcriptToSeq !== null) {
    const messages = await dependencies.store.conversations.listMessages(state.id, {
      fromSeq: 1,
      toSeq: action.transcriptToSeq,
    });
    lines.push('', 'The chat so far:', '', formatTranscript(messages));
  }
  const messageId = `<${effect.key.replaceAll(':', '.')}@baton>`;
  const sent = await dependencies.ports.mailer.send({
    messageId,
    to: action.to,
    subject: action.subject,
    text: lines.join('\n'),
  });
  return withoutResult(sent);
}

/** Nobody can have an address flooded with codes, or guess at it through many chats. The customer sees the same words as ever. */
async function hasTooManyCodes(
  { store, codesPerHour }: PerformerDependencies,
  { id }: Effect,
  to: string,
): Promise<boolean> {
  if (codesPerHour === null) return false;
  return (await store.outbox.countCodeMails(to, { withinMs: 3_600_000, beforeEffectId: id })) >= codesPerHour;
}

/** Looks before it repeats: a create whose end is unknown is searched for until the vendor's index lag is surely over. */
export async function createTicket(
  dependencies: PerformerDependencies,
  { effect, action }: PerformerTask<'create-ticket'>,
): Promise<Performed> {
  const { tickets } = dependencies.ports;
  const sentAt = effect.progress['sentAt'];
  if (typeof sentAt === 'string') {
    const found = await tickets.findByCaseKey(action.request);
    if (found.type === 'retry') return toRetry(found);
    // Who cannot look must not make another one.
    if (found.type === 'refused') return toRetry({ code: found.code, retryAfterMs: null });
    if (found.value !== null) return ticketDone(action.request, found.value);
    const waitMs = Date.parse(sentAt) + dependencies.createSettleMs - effect.claimedAt.getTime();
    if (waitMs > 0) return { type: 'wait', code: 'create-unclear', delayMs: Math.min(waitMs, 2_000) };
  }
  return sendCreate(dependencies, effect, action.request);
}

async function sendCreate(
  { ports, store }: PerformerDependencies,
  effect: Effect,
  request: TicketRequest,
): Promise<Performed> {
  await store.outbox.recordProgress(effect.id, { sentAt: effect.claimedAt.toISOString() });
  const created = await ports.tickets.create(request);
  if (created.type === 'ok') return ticketDone(request, created.value);
  if (created.type === 'refused') {
    const result: EffectResult = {
      kind: 'create-ticket',
      caseKey: request.caseKey,
      result: { type: 'refused', code: created.code },
    };
    return { type: 'refused', code: created.code, result };
  }
  if (!created.isAmbiguous) await store.outbox.recordProgress(effect.id, {});
  return toRetry(created);
}

const ticketDone = (
  { caseKey }: TicketRequest,
  ticket: { id: string; number: string; url: string | null },
): Performed => ({
  type: 'done',
  result: { kind: 'create-ticket', caseKey, result: { type: 'created', ...ticket } },
});

export async function tagTicket(
  dependencies: PerformerDependencies,
  { action }: PerformerTask<'tag-ticket'>,
): Promise<Performed> {
  return withoutResult(await dependencies.ports.tickets.addTags(ticketId(action.ticketId), action.tags));
}

/** Each chunk carries its own marker, so that what is on the ticket already is not added again. */
export async function addHistory(
  { ports, store }: PerformerDependencies,
  { effect, action, state }: PerformerTask<'add-history'>,
): Promise<Performed> {
  const ticket = ticketId(action.ticketId);
  const messages = await store.conversations.listMessages(state.id, { fromSeq: action.fromSeq, toSeq: action.toSeq });
  const chunks = chunkTranscript(messages, ports.tickets.noteCharactersMax - 200);
  let known: string[] = [];
  if (effect.attempts > 1) {
    const listed = await ports.tickets.listNoteMarkers(ticket);
    if (listed.type !== 'ok') return withoutResult(listed);
    known = listed.value;
  }
  for (const [index, text] of chunks.entries()) {
    const marker = `${action.marker}.${index + 1}`;
    if (known.includes(marker)) continue;
    const added = await ports.tickets.addNote(ticket, { marker, text });
    if (added.type !== 'ok') return withoutResult(added);
  }
  return { type: 'done', result: null };
}

export async function openDesk(
  dependencies: PerformerDependencies,
  task: PerformerTask<'open-desk'>,
): Promise<Performed> {
  const { effect, action, state } = task;
  const { desk } = dependencies.ports;
  const { visitorId, name, email, phone } = state.customer;
  const opening: DeskOpening = {
    handoffKey: action.handoffKey,
    customer: { visitorId, name: name ?? 'Visitor', email, phone },
    summary: action.summary,
    waitMs: action.waitMs,
  };
  const done = (id: DeskConversationId): Performed => ({
    type: 'done',
    result: { kind: 'open-desk', handoffKey: action.handoffKey, result: { type: 'opened', deskConversationId: id } },
  });
  if (effect.progress['isSent'] === true) {
    const found = await desk.findOpened(opening);
    if (found.type !== 'ok') return withoutResult(found);
    if (found.value !== null) return done(found.value);
  }
  await dependencies.store.outbox.recordProgress(effect.id, { isSent: true });
  const opened = await desk.open(opening);
  if (opened.type === 'ok') return done(opened.value);
  if (opened.type === 'retry' && !opened.isAmbiguous) await dependencies.store.outbox.recordProgress(effect.id, {});
  return withoutResult(opened);
}

export async function sendHistory(
  dependencies: PerformerDependencies,
  task: PerformerTask<'send-history'>,
): Promise<Performed> {
  const conversation = task.state.handoff?.deskConversationId ?? null;
  if (conversation === null) return { type: 'retry', code: 'desk-not-open', retryAfterMs: null };
  const { desk } = dependencies.ports;
  const chunks = await historyChunks(dependencies, task.state, task.action.toSeq);
  let sentCount = 0;
  if (task.effect.attempts > 1) {
    const sent = await desk.listSent(conversation);
    if (sent.type !== 'ok') return withoutResult(sent);
    sentCount = sent.value.length;
  }
  for (const chunk of chunks.slice(sentCount)) {
    const result = await desk.send(conversation, chunk);
    if (result.type !== 'ok') return withoutResult(result);
  }
  return { type: 'done', result: null };
}

async function historyChunks(
  dependencies: PerformerDependencies,
  state: ConversationState,
  toSeq: number,
): Promise<string[]> {
  const messages: Message[] = await dependencies.store.conversations.listMessages(state.id, { fromSeq: 1, toSeq });
  return chunkTranscript(messages, dependencies.ports.desk.messageCharactersMax);
}

/** After an unclear end the desk's transcript tells, by position in the lane, whether the words arrived. */
export async function relayToDesk(
  dependencies: PerformerDependencies,
  task: PerformerTask<'relay-to-desk'>,
): Promise<Performed> {
  const { action, effect, state } = task;
  const conversation = state.handoff?.key === action.handoffKey ? state.handoff.deskConversationId : null;
  if (conversation === null) return { type: 'refused', code: 'desk-not-open', result: null };
  const { desk } = dependencies.ports;
  if (effect.attempts > 1) {
    const history = await historyChunks(dependencies, state, state.handoff?.historyToSeq ?? 0);
    const sent = await desk.listSent(deskConversationId(conversation));
    if (sent.type !== 'ok') return withoutResult(sent);
    if (sent.value.length >= history.length + action.position) return { type: 'done', result: null };
  }
  return withoutResult(await desk.send(conversation, action.text));
}

export const toRetry = (failure: { code: string; retryAfterMs: number | null }): Performed => ({
  type: 'retry',
  code: failure.code,
  retryAfterMs: failure.retryAfterMs,
});

function withoutResult(outcome: PortResult<unknown>): Performed {
  if (outcome.type === 'ok') return { type: 'done', result: null };
  return outcome.type === 'retry' ? toRetry(outcome) : { type: 'refused', code: outcome.code, result: null };
}

/** The failure a desk's effect reports when its time is up or it was refused; null for effects whose failure ends with them. */
export function failureResult(action: EffectAction, code: string): EffectResult | null {
  switch (action.kind) {
    case 'look-up-identity': {
      const { kind, email, askedBy = null } = action;
      return { kind, email, askedBy, result: { type: 'unavailable' } };
    }
    case 'create-ticket':
      return { kind: action.kind, caseKey: action.request.caseKey, result: { type: 'refused', code } };
    case 'open-desk':
      return { kind: action.kind, handoffKey: action.handoffKey, result: { type: 'failed', code } };
    case 'send-history':
    case 'relay-to-desk':
      return { kind: 'relay-to-desk', handoffKey: action.handoffKey, result: { type: 'failed', code } };
    default:
      return null;
  }
}
