import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AgentAction } from '../chat/decide-action.ts';
import type { FileNote } from '../chat/events.ts';
import { listPresent } from '../presence/presence.ts';
import type { Mounting } from './dependencies.ts';
import { bodies, readBody } from './read-body.ts';
import { readSession, type Session } from './session.ts';

type ById = { Params: { id: string } };
/** What a request asks; a code: why it cannot be. */
type Wish = AgentAction | 'request-invalid' | 'colleague-absent' | 'desk-unknown' | 'not-found';

/** What agents do in chats. Each is done once for one `Idempotency-Key`, however often the request comes. */
export function addActing(server: FastifyInstance, mounting: Mounting): void {
  const { actions, refuse } = mounting;
  const action = (name: string, read: (request: FastifyRequest<ById>, session: Session) => Wish | Promise<Wish>) =>
    server.post<ById>(`/console/api/chats/:id/${name}`, async (request, reply) => {
      const session = await readSession(mounting, request, reply);
      if (session === null) return reply;
      const key = readKey(request);
      if (key === null) return refuse(reply, 'idempotency-key-missing');
      return perform(mounting, reply, { session, chatId: request.params.id, key, wish: await read(request, session) });
    });
  action('accept', () => ({ type: 'accept' }));
  action('messages', async (request) => {
    const message = readBody(bodies.message, request);
    if (message === null) return 'request-invalid';
    const files = await findFiles(mounting, request.params.id, message.files);
    return files === null ? 'not-found' : { type: 'say', text: message.text, files };
  });
  action('notes', (request) => {
    const note = readBody(bodies.note, request);
    return note === null ? 'request-invalid' : { type: 'note', text: note.text };
  });
  action('transfer', (request) => readTransfer(mounting, readBody(bodies.transfer, request)));
  action('close', () => ({ type: 'close' }));
  server.post<ById>('/console/api/chats/:id/typing', async (request, reply) => {
    const session = await readSession(mounting, request, reply);
    if (session === null) return reply;
    await actions.type(session.agent, request.params.id);
    return reply.code(204).send();
  });
  server.post<ById>('/console/api/chats/:id/read', async (request, reply) => {
    const session = await readSession(mounting, request, reply);
    if (session === null) return reply;
    const read = readBody(bodies.read, request);
    if (read === null) return refuse(reply, 'request-invalid', 'seq: the number of the last event that was seen');
    await actions.read(session.agent, request.params.id, read.seq);
    return reply.code(204).send();
  });
}

/** Null: there is none, or one of a form that nobody needs. */
export function readKey({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' && /^[\w.:-]{1,100}$/.test(key) ? key : null;
}

type Performing = { session: Session; chatId: string; key: string; wish: Wish };

async function perform(
  { actions, refuse, count }: Mounting,
  reply: FastifyReply,
  { session, chatId, key, wish }: Performing,
): Promise<FastifyReply> {
  if (typeof wish === 'string') return refuse(reply, wish);
  const outcome = await actions.act(session.agent, chatId, { key, action: wish });
  const code = outcome.type === 'done' ? 'done' : outcome.code;
  count('baton_console_actions_total', { action: wish.type, outcome: code });
  return outcome.type === 'done' ? reply.send({ done: true }) : refuse(reply, outcome.code);
}

/** Files that were uploaded into this chat; null when one of them was not. */
async function findFiles(
  { store, organisation }: Mounting,
  chatId: string,
  ids: readonly string[],
): Promise<FileNote[] | null> {
  const found = await Promise.all(ids.map((id) => store.files.get(organisation, id)));
  const files = found.flatMap((file) =>
    file === null || file.chatId !== chatId
      ? []
      : [{ id: file.id, name: file.name, contentType: file.contentType, sizeBytes: file.sizeBytes }],
  );
  return files.length === ids.length ? files : null;
}

async function readTransfer(
  { store, organisation, nextDesks }: Mounting,
  wish: z.output<typeof bodies.transfer> | null,
): Promise<Wish> {
  if (wish === null) return 'request-invalid';
  if ('desk' in wish)
    return nextDesks.includes(wish.desk) ? { type: 'pass', desk: wish.desk, note: wish.note } : 'desk-unknown';
  const to = (await listPresent(store, organisation)).find(({ id }) => id === wish.agent_id);
  return to === undefined ? 'colleague-absent' : { type: 'give', to, note: wish.note };
}
