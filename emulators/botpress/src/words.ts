import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { findOwn } from './chats.ts';
import { contentField, definition } from './definition.ts';
import type { Plugin } from './plugin.ts';
import { bodyOf, type Fields, fieldsOf, invalid, notFound, type RouteName, registerRoute } from './replies.ts';
import type { Botpress, InstallationRow, MessageRow } from './rows.ts';
import { findByTags, mergeTags, readTags } from './tags.ts';
import { eventWire, messageWire } from './wire.ts';

/** Messages and events that the integration sends; the plugin hears of each (contract botpress §5, §6). */
export function registerWords(botpress: Botpress, plugin: Plugin, accessToken: string): void {
  const open = { botpress, plugin };
  const route = (given: RouteName, handle: Handle): void =>
    registerRoute(botpress, accessToken, {
      ...given,
      name: `botpress.${given.name}`,
      handle: (installation, request) => handle(open, installation, request),
    });
  route({ name: 'messages.get-or-create', method: 'POST', path: '/messages/get-or-create' }, getOrCreate);
  route({ name: 'messages.create', method: 'POST', path: '/messages' }, (opened, installation, request) => {
    const made = create(opened, installation, bodyOf(request));
    return made.ok ? { status: 201, body: { message: messageWire(made.message) } } : made.reply;
  });
  route({ name: 'messages.list', method: 'GET', path: '/messages' }, (_opened, installation, { query }) => {
    const conversation = findOwn(botpress, installation, query['conversationId']);
    if (conversation === undefined) return notFound('conversation');
    const rows = botpress.messages.list().filter(({ conversationId }) => conversationId === conversation.id);
    return { status: 200, body: { messages: rows.reverse().map(messageWire), meta: {} } };
  });
  route({ name: 'messages.update', method: 'PUT', path: '/messages/:id' }, update);
  route({ name: 'events.create', method: 'POST', path: '/events' }, createEvent);
}

type Opened = { botpress: Botpress; plugin: Plugin };
type Handle = (opened: Opened, installation: InstallationRow, request: EmulatorRequest) => EmulatorReply;
type Made = { ok: true; message: MessageRow } | { ok: false; reply: EmulatorReply };

function findFault({ botpress }: Opened, installation: InstallationRow, body: Fields): EmulatorReply | null {
  const type = String(body['type']);
  const payload = fieldsOf(body['payload']);
  if (!definition.messageTypes.some((declared) => declared === type))
    return invalid(`message type "${type}" is not declared`);
  const content = payload[contentField[type] ?? ''];
  const isThere = Array.isArray(content) ? content.length > 0 : typeof content === 'string' && content !== '';
  if (!isThere) return invalid(`payload.${contentField[type]} is missing`);
  if (findOwn(botpress, installation, body['conversationId']) === undefined) return notFound('conversation');
  return botpress.users.get(String(body['userId'])) === undefined ? notFound('user') : null;
}

function create(opened: Opened, installation: InstallationRow, body: Fields): Made {
  const { botpress, plugin } = opened;
  const reply = findFault(opened, installation, body);
  if (reply !== null) return { ok: false, reply };
  const read = readTags('message', body['tags']);
  if (!read.ok) return read;
  const at = botpress.now();
  const message = botpress.messages.insert({
    ...{ id: botpress.nextId('msg'), createdAt: at, updatedAt: at },
    ...{ type: String(body['type']), payload: fieldsOf(body['payload']), direction: 'incoming', tags: read.tags },
    ...{ userId: String(body['userId']), conversationId: String(body['conversationId']) },
  });
  plugin.hearLine(message);
  return { ok: true, message };
}

const getOrCreate: Handle = (opened, installation, request) => {
  const { botpress } = opened;
  const body = bodyOf(request);
  const read = readTags('message', body['tags']);
  if (!read.ok) return read.reply;
  const { discriminateByTags } = body;
  const rule = botpress.settings.read().tagMatching;
  const own = botpress.messages.list().filter(({ conversationId }) => conversationId === body['conversationId']);
  const known = findByTags(own, { tags: read.tags, discriminateByTags, rule });
  if (known !== undefined) return { status: 200, body: { message: messageWire(known), meta: { created: false } } };
  const made = create(opened, installation, body);
  return made.ok ? { status: 200, body: { message: messageWire(made.message), meta: { created: true } } } : made.reply;
};

const update: Handle = ({ botpress }, installation, request) => {
  const message = botpress.messages.get(request.params['id'] ?? '');
  if (message === undefined || findOwn(botpress, installation, message.conversationId) === undefined)
    return notFound('message');
  const read = readTags('message', bodyOf(request)['tags']);
  if (!read.ok) return read.reply;
  const next = botpress.messages.update(message.id, {
    tags: mergeTags(message.tags, read.tags),
    updatedAt: botpress.now(),
  });
  return { status: 200, body: { message: messageWire(next) } };
};

const createEvent: Handle = ({ botpress, plugin }, installation, request) => {
  const body = bodyOf(request);
  const type = String(body['type']);
  const payload = fieldsOf(body['payload']);
  if (!definition.events.some((declared) => declared === type)) return invalid(`event "${type}" is not declared`);
  if (findOwn(botpress, installation, payload['conversationId']) === undefined) return notFound('conversation');
  if (type === 'hitlAssigned' && botpress.users.get(String(payload['userId'])) === undefined) return notFound('user');
  const event = botpress.events.insert({
    ...{ id: botpress.nextId('evt'), createdAt: botpress.now(), type, payload, status: 'pending' },
  });
  plugin.hearEvent(event);
  return { status: 201, body: { event: eventWire(event) } };
};
