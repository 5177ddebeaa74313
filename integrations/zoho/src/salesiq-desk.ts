import type { Chat, ChatMessage, SalesIqClient } from '@baton/client-zoho';
import {
  type Desk,
  type DeskFacts,
  type DeskOpening,
  type DeskStanding,
  deskConversationId,
  type FileStore,
  isJsonObject,
  type SentToDesk,
  toPortResult,
} from '@baton/core';

export type SalesIqDeskSettings = { client: SalesIqClient; appId: string; departmentId: string; files: FileStore };

/** What one page of chats holds; an opening that was lost is among the newest. */
const recentChatsMax = 99;

/** Humans in SalesIQ for chats that started elsewhere, through the Visitor API (contract salesiq §3, §9.3). */
export function createSalesIqDesk({ client, appId, departmentId, files }: SalesIqDeskSettings): Desk {
  return {
    name: 'salesiq',
    messageCharactersMax: 3_000,
    open: (opening) =>
      toPortResult(async () => {
        const { chatId } = await client.visitorApi.open({
          appId,
          departmentId,
          question: toQuestion(opening),
          customInfo: toCustomInfo(opening.facts),
          waitSeconds: Math.min(999, Math.ceil(opening.waitMs / 1_000)),
          visitor: {
            userId: toUserId(opening),
            name: opening.customer.name,
            email: opening.customer.email,
            phone: opening.customer.phone,
          },
        });
        return deskConversationId(chatId);
      }),
    findOpened: (opening) =>
      toPortResult(async () => {
        const reference = toReference(opening);
        const { email } = opening.customer;
        const recent = await client.chats.list(email === null ? {} : { email }).first(recentChatsMax);
        const found = recent.find(({ question }) => question?.includes(reference) === true);
        return found === undefined ? null : deskConversationId(found.id);
      }),
    readHandoffKey: (conversation) =>
      toPortResult(async () => readReference((await client.chats.get(conversation)).question ?? '')),
    readStanding: (conversation) => toPortResult(async () => toStanding(await client.chats.get(conversation))),
    close: (conversation) =>
      toPortResult(async () => {
        if (toStanding(await client.chats.get(conversation)) !== 'over') await client.chats.end(conversation);
        return null;
      }),
    // No call for it is documented.
    reopen: null,
    transfer: (conversation, note) =>
      toPortResult(async () => {
        await client.chats.transfer(conversation, { departmentId, note });
        return null;
      }),
    media: {
      limits: { bytesMax: 50 * 1_048_576, contentTypes: null },
      send: (conversation, { name, contentType, bytes }) =>
        toPortResult(async () => {
          await client.visitorApi.sendFile(conversation, { fileName: name, contentType, content: bytes });
          return null;
        }),
    },
    files,
    // Neither is part of the Visitor API (contract salesiq §3).
    typing: null,
    receipts: null,
    // Events tell the names.
    readAgentName: null,
    send: (conversation, { text }) =>
      toPortResult(async () => {
        await client.visitorApi.send(conversation, text);
        return null;
      }),
    listSent: (conversation) =>
      toPortResult(async () => {
        const own = (await client.chats.transcript(conversation).all())
          .filter(({ side }) => side === 'visitor')
          .map(toSent);
        return own[0]?.text.includes('[ref:') === true ? own.slice(1) : own;
      }),
  };
}

/** Fields that operators see beside the chat. Empty ones are left out. */
function toCustomInfo({ reason, assurance, workflow, slots, ticketNumber }: DeskFacts): Record<string, string> {
  const fields = { ...slots, Identity: assurance, Workflow: workflow, Ticket: ticketNumber, Reason: reason };
  const given = Object.entries(fields).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [[name, value]],
  );
  return Object.fromEntries(given);
}

/** What a file is called in a transcript is not documented; that it is one message is. */
function toSent({ text, raw }: ChatMessage): SentToDesk {
  const message = isJsonObject(raw) && isJsonObject(raw['message']) ? raw['message'] : {};
  const first = Array.isArray(message['attachments']) ? message['attachments'][0] : undefined;
  const name = isJsonObject(first) ? first['name'] : undefined;
  return { text, fileName: typeof name === 'string' ? name : null };
}

const toReference = ({ handoffKey }: Pick<DeskOpening, 'handoffKey'>): string => `[ref:${handoffKey}]`;
const readReference = (question: string): string | null => /\[ref:([^\]\s]+)\]/.exec(question)?.[1] ?? null;

/** A chat that the bot has again is no chat with a human any more. */
function toStanding({ status, isWithBot }: Chat): DeskStanding {
  if (status === 'ended' || status === 'missed' || (status === 'active' && isWithBot === true)) return 'over';
  if (status === 'waiting') return 'waiting';
  return status === 'active' ? 'connected' : 'unknown';
}

const toQuestion = (opening: DeskOpening): string => `${opening.summary}\n${toReference(opening)}`;

/** Ids of the bot preview cannot be used (contract salesiq §3). */
function toUserId({ customer, handoffKey }: DeskOpening): string {
  const id = customer.email ?? customer.visitorId ?? handoffKey;
  return id.startsWith('botpreview_') ? handoffKey : id;
}
