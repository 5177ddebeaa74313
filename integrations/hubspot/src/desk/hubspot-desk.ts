import type { Thread } from '@baton/client-hubspot';
import {
  type Desk,
  type DeskConversationId,
  type DeskOpening,
  type DeskStanding,
  deskConversationId,
  toPortResult,
} from '@baton/core';
import { ClientError } from '@baton/http-kit';
import { createAgentNames } from './agent-names.ts';
import { createHubSpotFiles } from './hubspot-files.ts';
import { identify } from './identify.ts';
import { createLegs, type Leg, readThread, toReference } from './legs.ts';
import { createHubSpotMedia } from './media.ts';
import { listOwn, toTransferNote } from './own-entries.ts';
import { type DeskContext, publish, toPublication } from './publish.ts';
import type { HubSpotDeskSettings } from './settings.ts';

/** An opening that was lost is among the threads of the last day, and these are looked at. */
const lookBackMs = 24 * 3_600_000;
const threadsMax = 2_000;
const candidatesMax = 200;
/** HubSpot names no limit (contract hubspot §16). */
const messageCharactersMax = 5_000;

/** Humans in an inbox or help desk of HubSpot, through a custom channel (contract hubspot §5 to §8). */
export function createHubSpotDesk(settings: HubSpotDeskSettings): Desk {
  const { client, hasFiles } = settings;
  const context: DeskContext = { ...settings, legs: createLegs(settings) };
  return {
    name: 'hubspot',
    messageCharactersMax,
    open: (opening) => open(context, opening),
    findOpened: (opening) => toPortResult(() => findOpened(context, opening.handoffKey)),
    readHandoffKey: (conversation) =>
      toPortResult(async () => (await context.legs.read(conversation))?.handoffKey ?? null),
    readStanding: (conversation) => toPortResult(() => readStanding(context, conversation)),
    send: (conversation, message) =>
      toPortResult(async () => {
        // What is only for reading is no word of the customer.
        if (message.kind === 'words') await publish(context, conversation, { id: message.id, text: message.text });
        else await client.threads.comment(conversation, { text: message.text });
        return null;
      }),
    listSent: (conversation) => toPortResult(() => listOwn(client, conversation)),
    close: (conversation) =>
      toPortResult(async () => {
        const thread = await readThread(client, conversation);
        if (thread !== null && !isOver(thread)) await client.threads.close(conversation);
        return null;
      }),
    reopen: (conversation) =>
      toPortResult(async () => {
        const thread = await readThread(client, conversation);
        if (thread?.isArchived === true) await client.threads.restore(conversation);
        if (thread?.status !== 'OPEN') await client.threads.reopen(conversation);
        return null;
      }),
    transfer: (conversation, note) =>
      toPortResult(async () => {
        await client.threads.comment(conversation, { text: toTransferNote(note) });
        await client.threads.unassign(conversation);
        return null;
      }),
    media: hasFiles ? createHubSpotMedia(context) : null,
    files: hasFiles ? createHubSpotFiles(client) : null,
    // The API has no such call.
    typing: null,
    receipts: {
      report: (_conversation, messageId, receipt) =>
        toPortResult(async () => {
          const { channelId } = await settings.place();
          const status =
            receipt.type === 'failed'
              ? ({ type: 'FAILED', errorMessage: receipt.reason } as const)
              : ({ type: receipt.type === 'read' ? 'READ' : 'SENT' } as const);
          await client.messages.setStatus(channelId, messageId, status);
          return null;
        }),
    },
    readAgentName: createAgentNames(client, settings.now),
  };
}

/** The first message of a thread: who it is about. The same leg makes no second thread. */
async function open(context: DeskContext, opening: DeskOpening): ReturnType<Desk['open']> {
  const { client, now, place, unknownContact } = context;
  const { handoffKey, customer, summary } = opening;
  const result = await toPortResult(async () => {
    const { channelId, ...account } = await place();
    const identity = await identify(client, opening, unknownContact);
    if (identity === null) return null;
    const leg: Leg = { handoffKey, customer: { name: customer.name, deliveryIdentifier: identity.identifier } };
    const { threadId } = await client.messages.publish(channelId, {
      ...toPublication({ account, leg, id: `${handoffKey}:opening`, now: now() }),
      text: `${summary}\n${toReference(handoffKey)}`,
      ...(identity.contactId === null ? {} : { associateWithContactId: identity.contactId }),
    });
    if (threadId === '') throw unnamedThread();
    context.legs.note(threadId, leg);
    return deskConversationId(threadId);
  });
  if (result.type !== 'ok') return result;
  if (result.value !== null) return { type: 'ok', value: result.value };
  return { type: 'refused', code: 'hubspot-contact-unknown', detail: 'HubSpot has no contact for this customer' };
}

/** HubSpot finds no thread by our id, so the newest of our threads are looked at, the newest first. */
async function findOpened(context: DeskContext, handoffKey: string): Promise<DeskConversationId | null> {
  const { accountId, inboxId } = await context.place();
  const since = new Date(context.now().getTime() - lookBackMs).toISOString();
  const filter = { inboxId, latestMessageTimestampAfter: since, sort: 'latestMessageTimestamp' };
  const recent = (await context.client.threads.list(filter).first(threadsMax))
    .filter(({ channelAccountId }) => channelAccountId === accountId)
    .sort((left, right) => (right.createdAt?.getTime() ?? 0) - (left.createdAt?.getTime() ?? 0));
  for (const { id } of recent.slice(0, candidatesMax)) {
    const leg = await context.legs.read(id);
    if (leg?.handoffKey === handoffKey) return deskConversationId(id);
  }
  return null;
}

const isOver = ({ status, isArchived }: Thread): boolean => status === 'CLOSED' || isArchived;

async function readStanding({ client }: DeskContext, threadId: DeskConversationId): Promise<DeskStanding> {
  const thread = await readThread(client, threadId);
  if (thread === null) return 'unknown';
  if (isOver(thread)) return 'over';
  if (isHuman(thread.assignedTo)) return 'connected';
  for await (const { direction, createdBy } of client.threads.entries(threadId))
    if (direction === 'OUTGOING' && isHuman(createdBy)) return 'connected';
  return 'waiting';
}

/** Of the actors only agents are humans (contract hubspot §7). */
const isHuman = (actor: string | null): boolean => actor?.startsWith('A-') === true;

const unnamedThread = (): ClientError =>
  new ClientError('undecodable', 'HubSpot took the message, but did not name its thread.', {
    retryable: false,
    isAmbiguous: true,
  });
