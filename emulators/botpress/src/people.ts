import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { nameCharactersMax } from './definition.ts';
import { bodyOf, type Fields, invalid, notFound, type RouteName, registerRoute, text } from './replies.ts';
import type { Botpress, InstallationRow, UserRow } from './rows.ts';
import { findByTags, mergeTags, readTags } from './tags.ts';
import { userWire } from './wire.ts';

/** Users of the integration (contract botpress §5). */
export function registerPeople(botpress: Botpress, accessToken: string): void {
  const route = (given: RouteName, handle: Handle): void =>
    registerRoute(botpress, accessToken, {
      ...given,
      name: `botpress.users.${given.name}`,
      handle: (installation, request) => handle(botpress, installation, request),
    });
  route({ name: 'get-or-create', method: 'POST', path: '/users/get-or-create' }, getOrCreate);
  route({ name: 'create', method: 'POST', path: '/users' }, (open, installation, request) => {
    const made = create(open, installation, bodyOf(request));
    return made.ok ? { status: 201, body: { user: userWire(made.user) } } : made.reply;
  });
  route({ name: 'get', method: 'GET', path: '/users/:id' }, ({ users }, { id: alias }, { params }) => {
    const user = users.get(params['id'] ?? '');
    return user?.alias === alias ? { status: 200, body: { user: userWire(user) } } : notFound('user');
  });
  route({ name: 'update', method: 'PUT', path: '/users/:id' }, update);
}

type Handle = (botpress: Botpress, installation: InstallationRow, request: EmulatorRequest) => EmulatorReply;
type Made = { ok: true; user: UserRow } | { ok: false; reply: EmulatorReply };

function create(botpress: Botpress, { id: alias }: InstallationRow, body: Fields): Made {
  const read = readTags('user', body['tags']);
  if (!read.ok) return read;
  const name = text(body['name']);
  if (name !== null && name.length > nameCharactersMax) return { ok: false, reply: invalid('name is too long') };
  const at = botpress.now();
  const user = botpress.users.insert({
    ...{ id: botpress.nextId('user'), createdAt: at, updatedAt: at, alias },
    ...{ tags: read.tags, name, pictureUrl: text(body['pictureUrl']) },
  });
  return { ok: true, user };
}

const getOrCreate: Handle = (botpress, installation, request) => {
  const body = bodyOf(request);
  const read = readTags('user', body['tags']);
  if (!read.ok) return read.reply;
  const { discriminateByTags } = body;
  const own = botpress.users.list().filter(({ alias }) => alias === installation.id);
  const rule = botpress.settings.read().tagMatching;
  const known = findByTags(own, { tags: read.tags, discriminateByTags, rule });
  if (known !== undefined) return { status: 200, body: { user: userWire(known), meta: { created: false } } };
  const made = create(botpress, installation, body);
  return made.ok ? { status: 200, body: { user: userWire(made.user), meta: { created: true } } } : made.reply;
};

const update: Handle = (botpress, { id: alias }, request) => {
  const user = botpress.users.get(request.params['id'] ?? '');
  if (user?.alias !== alias) return notFound('user');
  const body = bodyOf(request);
  const read = readTags('user', body['tags']);
  if (!read.ok) return read.reply;
  const next = botpress.users.update(user.id, {
    ...{ name: text(body['name']) ?? user.name, pictureUrl: text(body['pictureUrl']) ?? user.pictureUrl },
    ...{ tags: mergeTags(user.tags, read.tags), updatedAt: botpress.now() },
  });
  return { status: 200, body: { user: userWire(next) } };
};
