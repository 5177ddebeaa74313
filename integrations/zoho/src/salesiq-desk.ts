import type { Chat, SalesIqClient } from '@baton/client-zoho';
import { type Desk, type DeskOpening, type DeskStanding, deskConversationId } from '@baton/core';
import { toPortResult } from './to-port-result.ts';

export type SalesIqDeskSettings = { client: SalesIqClient; appId: string; departmentId: string };

/** What one page of chats holds; an opening that was lost is among the newest. */
const recentChatsMax = 99;

/** Humans in SalesIQ for chats that started elsewhere, through the Visitor API (contract salesiq §3, §9.3). */
export function createSalesIqDesk({ client, appId, departmentId }: SalesIqDeskSettings): Desk {
  return {
    name: 'salesiq',
    messageCharactersMax: 3_000,
    open: (opening) =>
      toPortResult(async () => {
        const { chatId } = await client.visitorApi.open({
          appId,
          departmentId,
          question: toQuestion(opening),
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
    send: (conversation, text) =>
      toPortResult(async () => {
        await client.visitorApi.send(conversation, text);
        return null;
      }),
    listSent: (conversation) =>
      toPortResult(async () => {
        const own = (await client.chats.transcript(conversation).all())
          .filter(({ side }) => side === 'visitor')
          .map(({ text }) => text);
        return own[0]?.includes('[ref:') === true ? own.slice(1) : own;
      }),
  };
}

const toReference = ({ handoffKey }: DeskOpening): string => `[ref:${handoffKey}]`;
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
