import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { definition } from './definition.ts';
import { bodyOf, type Fields, invalid, notFound, type RouteName, registerRoute } from './replies.ts';
import type { Botpress, ConversationRow, InstallationRow } from './rows.ts';
import { findByTags, mergeTags, queriedTags, readTags } from './tags.ts';
import { conversationWire } from './wire.ts';

/** Conversations of the integration (contract botpress §5). */
export function registerChats(botpress: Botpress, accessToken: string): void {
  const route = (given: RouteName, handle: Handle): void =>
    registerRoute(botpress, accessToken, {
      ...given,
      name: `botpress.conversations.${given.name}`,
      handle: (installation, request) => handle(botpress, installation, request),
    });
  route({ name: 'get-or-create', method: 'POST', path: '/conversations/get-or-create' }, getOrCreate);
  route({ name: 'create', method: 'POST', path: '/conversations' }, (open, installation, request) => {
    const made = create(open, installation, bodyOf(request));
    return made.ok ? { status: 201, body: { conversation: conversationWire(made.conversation) } } : made.reply;
  });
  route({ name: 'list', method: 'GET', path: '/conversations' }, (open, installation, { query }) => {
    const tags = Object.entries(queriedTags(query));
    const found = ownConversations(open, installation).filter((row) =>
      tags.every(([name, value]) => row.tags[name] === value),
    );
    return { status: 200, body: { conversations: found.map(conversationWire), meta: {} } };
  });
  route({ name: 'get', method: 'GET', path: '/conversations/:id' }, (open, installation, { params }) => {
    const row = findOwn(open, installation, params['id']);
    return row === undefined
      ? notFound('conversation')
      : { status: 200, body: { conversation: conversationWire(row) } };
  });
  route({ name: 'update', method: 'PUT', path: '/conversations/:id' }, (open, installation, request) => {
    const row = findOwn(open, installation, request.params['id']);
    if (row === undefined) return notFound('conversation');
    const read = readTags('conversation', bodyOf(request)['tags']);
    if (!read.ok) return read.reply;
    const tags = mergeTags(row.tags, read.tags);
    const next = open.conversations.update(row.id, { tags, updatedAt: open.now() });
    return { status: 200, body: { conversation: conversationWire(next) } };
  });
}

type Handle = (botpress: Botpress, installation: InstallationRow, request: EmulatorRequest) => EmulatorReply;
type Made = { ok: true; conversation: ConversationRow } | { ok: false; reply: EmulatorReply };

const ownConversations = ({ conversations }: Botpress, installation: InstallationRow): ConversationRow[] =>
  conversations.list().filter(({ alias }) => alias === installation.id);

/** A conversation of this installation; those of others do not exist for it. */
export function findOwn(
  { conversations }: Botpress,
  installation: InstallationRow,
  id: unknown,
): ConversationRow | undefined {
  const row = conversations.get(String(id));
  return row?.alias === installation.id ? row : undefined;
}

function create(botpress: Botpress, { id: alias }: InstallationRow, body: Fields): Made {
  const channel = String(body['channel']);
  if (!definition.channels.some((declared) => declared === channel))
    return { ok: false, reply: invalid(`channel "${channel}" is not declared`) };
  const read = readTags('conversation', body['tags']);
  if (!read.ok) return read;
  const at = botpress.now();
  const id = botpress.nextId('conv');
  const conversation = botpress.conversations.insert({
    id,
    createdAt: at,
    updatedAt: at,
    channel,
    alias,
    tags: read.tags,
  });
  return { ok: true, conversation };
}

const getOrCreate: Handle = (botpress, installation, request) => {
  const body = bodyOf(request);
  const read = readTags('conversation', body['tags']);
  if (!read.ok) return read.reply;
  const { discriminateByTags } = body;
  const rule = botpress.settings.read().tagMatching;
  const known = findByTags(ownConversations(botpress, installation), { tags: read.tags, discriminateByTags, rule });
  const meta = { created: known === undefined };
  if (known !== undefined) return { status: 200, body: { conversation: conversationWire(known), meta } };
  const made = create(botpress, installation, body);
  return made.ok ? { status: 200, body: { conversation: conversationWire(made.conversation), meta } } : made.reply;
};
