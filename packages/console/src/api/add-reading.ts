import type { ConsoleChat } from '@baton/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toTokenHash } from '../access/session-token.ts';
import { chatEventTypes } from '../chat/events.ts';
import { listPresent } from '../presence/presence.ts';
import { openStream } from '../stream/open-stream.ts';
import type { Mounting } from './dependencies.ts';
import { findStory, type Story } from './find-story.ts';
import { pageQuery } from './read-body.ts';
import { readSession } from './session.ts';
import { agentToWire, chatToWire, eventToWire, messageToWire } from './to-wire.ts';

const entriesShown = 200;
type ById = { Params: { id: string } };

/** What pages show: the board, single chats, what was said before, and what happens. */
export function addReading(server: FastifyInstance, mounting: Mounting): void {
  const { store, organisation, refuse } = mounting;
  server.get('/console/api/board', async (request, reply) => {
    if ((await readSession(mounting, request, reply)) === null) return reply;
    return readBoard(mounting);
  });
  server.get('/console/api/over', async (request, reply) => {
    if ((await readSession(mounting, request, reply)) === null) return reply;
    const query = overQuery.safeParse(request.query);
    if (!query.success) return refuse(reply, 'request-invalid', overAdvice);
    const { cursor = null, limit } = query.data;
    const chats = await store.chats.listOver(organisation, { before: cursor, limit });
    const names = await listNames(mounting);
    const next = chats.length === limit ? (chats.at(-1)?.id ?? null) : null;
    return { items: chats.map((chat) => chatToWire(chat, names)), next_cursor: next };
  });
  server.get<ById>('/console/api/chats/:id', async (request, reply) => {
    const chat = await readChat(mounting, request, reply);
    return chat === null ? reply : describeChat(mounting, chat);
  });
  server.get<ById>('/console/api/chats/:id/entries', async (request, reply) => {
    const chat = await readChat(mounting, request, reply);
    const query = pageQuery.safeParse(request.query);
    if (chat === null) return reply;
    if (!query.success) return refuse(reply, 'request-invalid', pageAdvice);
    const { before = null, limit } = query.data;
    const page = { types: chatEventTypes.entries, before, limit };
    return { items: (await store.chats.listEvents({ organisation, chatId: chat.id }, page)).map(eventToWire) };
  });
  server.get<ById>('/console/api/chats/:id/history', async (request, reply) => {
    const chat = await readChat(mounting, request, reply);
    const query = pageQuery.safeParse(request.query);
    if (chat === null) return reply;
    if (!query.success) return refuse(reply, 'request-invalid', pageAdvice);
    const story = await findStory(mounting, chat.handoffKey);
    return { items: story === null ? [] : await readHistory(mounting, story, query.data) };
  });
  // A HEAD would never end.
  server.get('/console/api/stream', { exposeHeadRoute: false }, (request, reply) => follow(mounting, request, reply));
}

const pageAdvice = 'before: a number from 1; limit: from 1 to 200';
const overAdvice = 'cursor: the next_cursor of the page before; limit: from 1 to 200';
const overQuery = z.object({
  cursor: z.string().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

async function listNames({ store, organisation }: Mounting): Promise<Map<string, string>> {
  return new Map((await store.agents.list(organisation)).map(({ id, name }) => [id, name]));
}

async function readBoard(mounting: Mounting) {
  const { store, organisation } = mounting;
  const head = await store.chats.head(organisation);
  const chats = await store.chats.listOpen(organisation);
  const agents = await store.agents.list(organisation);
  const present = new Set((await listPresent(store, organisation)).map(({ id }) => id));
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return {
    head,
    now: new Date().toISOString(),
    queue: chats.filter(({ stage }) => stage === 'waiting').map((chat) => chatToWire(chat, names)),
    connected: chats.filter(({ stage }) => stage === 'connected').map((chat) => chatToWire(chat, names)),
    agents: agents.map((agent) => ({
      ...agentToWire(agent),
      is_present: present.has(agent.id),
      chats: chats.filter(({ agentId }) => agentId === agent.id).length,
    })),
  };
}

async function readChat(
  mounting: Mounting,
  request: FastifyRequest<ById>,
  reply: FastifyReply,
): Promise<ConsoleChat | null> {
  if ((await readSession(mounting, request, reply)) === null) return null;
  const { store, organisation, refuse } = mounting;
  const chat = await store.chats.get({ organisation, chatId: request.params.id });
  if (chat === null) refuse(reply, 'chat-unknown');
  return chat;
}

async function describeChat(mounting: Mounting, chat: ConsoleChat) {
  const { store, organisation } = mounting;
  const page = { types: chatEventTypes.entries, before: null, limit: entriesShown };
  const entries = await store.chats.listEvents({ organisation, chatId: chat.id }, page);
  const story = await findStory(mounting, chat.handoffKey);
  return {
    ...chatToWire(chat, await listNames(mounting)),
    summary: chat.data['summary'] ?? '',
    entries: entries.map(eventToWire),
    has_earlier: entries.length === entriesShown,
    history_count: story?.historyToSeq ?? 0,
    timeline: story?.timeline ?? [],
  };
}

/** Messages are numbered without a gap. */
async function readHistory(
  { conversations }: Mounting,
  { conversationId, historyToSeq }: Story,
  { before = historyToSeq + 1, limit }: z.output<typeof pageQuery>,
) {
  const toSeq = Math.min(before - 1, historyToSeq);
  const messages = await conversations.listMessages(conversationId, { fromSeq: Math.max(1, toSeq - limit + 1), toSeq });
  return messages.map(messageToWire);
}

async function follow(mounting: Mounting, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const session = await readSession(mounting, request, reply);
  if (session === null) return reply;
  const { store, organisation, hub, refuse, onFailure } = mounting;
  const given = request.headers['last-event-id'] ?? new URLSearchParams(request.url.split('?')[1]).get('after');
  if (given !== null && given !== undefined && !/^\d{1,15}$/.test(String(given)))
    return refuse(reply, 'request-invalid', 'last-event-id: the number of an event');
  const { id } = session.agent;
  await store.agents.noteSeen(organisation, [id]);
  const stream = openStream({
    hub,
    after: given === null || given === undefined ? null : Number(given),
    head: await store.chats.head(organisation),
    toWire: (event) => (event.type === 'history' ? null : eventToWire(event)),
    isStillThere: async () => {
      if ((await store.sessions.find(organisation, toTokenHash(session.token))) === null) return false;
      await store.agents.noteSeen(organisation, [id]);
      return true;
    },
    onFailure,
  });
  return reply
    .type('text/event-stream; charset=utf-8')
    .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    .send(stream);
}
