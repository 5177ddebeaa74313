import { createHash } from 'node:crypto';
import { AppError, type IdSource, type JsonObject, type Preparation, type RawRequest } from '@baton/core';
import { ClientError } from '@baton/http-kit';
import { type BotpressInstallation, isBotpressId } from './installation.ts';
import { noteStart } from './notes.ts';
import { type Operation, readOperation, type StartOperation } from './operation.ts';

/** A wish that comes again within this time, word for word, is the same one, in milliseconds. */
const sameWishMs = 120_000;

type Work = { installation: BotpressInstallation; ids: IdSource; request: RawRequest };

/** Does what Botpress waits for: makes users and conversations there. What is left is stored and goes on from there. */
export async function prepareOperation(work: Work): Promise<Preparation> {
  try {
    return await perform(work, readOperation(work.request));
  } catch (error) {
    if (error instanceof AppError && error.code === 'delivery-malformed')
      return refuse(work.ids, { type: 'InvalidPayload', message: error.message });
    // The user was told of the escalation already: a failure that can be read, at once, is the best there is.
    if (error instanceof ClientError) return refuse(work.ids, { type: 'Runtime', message: describeFailure(error) });
    throw error;
  }
}

const refuse = (ids: IdSource, { type, message }: { type: string; message: string }): Preparation => ({
  type: 'answered',
  status: 400,
  body: { id: `err_${ids.next()}`, code: 400, type, message },
});

const describeFailure = ({ message, fix }: ClientError): string =>
  `Baton could not reach this bot through Botpress' API: ${message} ${fix ?? 'Try again in a moment; if it stays, look into the log of Baton.'}`;

const answered = (body: JsonObject): Preparation => ({ type: 'answered', status: 200, body });
const accepted = (body: JsonObject): Preparation => ({ type: 'accepted', notes: {}, body });
const toOutput = (output: JsonObject): JsonObject => ({ output, meta: { cost: 0 } });

async function perform(work: Work, operation: Operation): Promise<Preparation> {
  switch (operation.type) {
    case 'noted':
      return answered({});
    case 'register':
      // Also tells whoever saves the configuration that the key of the API does not work.
      await work.installation.client.configureIntegration('monthly');
      return answered({});
    case 'webhook':
      return answered({ status: 404, body: 'Desks call Baton itself, and not through Botpress.' });
    case 'create-user':
      return answered(toOutput({ userId: await makeUser(work, operation) }));
    case 'start':
      return makeConversation(work, operation);
    case 'stop':
      return accepted(toOutput({}));
    case 'message':
      return accepted({});
    default:
      return operation satisfies never;
  }
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/** Two people may share an address, and two a name; who has neither in common with anybody is somebody new. */
async function makeUser(
  { installation, ids }: Work,
  { name, email, pictureUrl }: Extract<Operation, { type: 'create-user' }>,
): Promise<string> {
  const id = email === null ? ids.next() : hash(['customer', email, name]);
  const { value } = await installation.client.getOrCreateUser({
    name,
    ...(pictureUrl === null ? {} : { pictureUrl }),
    tags: { id, ...(email === null ? {} : { email }) },
    by: ['id'],
  });
  return value.id;
}

async function makeConversation(
  { installation: { client }, request }: Work,
  { userId, input }: StartOperation,
): Promise<Preparation> {
  const user = await client.getUser(userId);
  const wish = hash(input);
  const atMs = request.receivedAt.getTime();
  const { name, tags } = user;
  const known = readLastWish(tags['start']);
  const isSame = known !== null && known.wish === wish && Math.abs(atMs - known.atMs) < sameWishMs;
  const conversationId = isSame ? known.conversationId : await create();
  const notes = noteStart({ conversationId, name, email: tags['email'] ?? null });
  return { type: 'accepted', notes, body: toOutput({ conversationId }) };

  /** Wishes that come at the same time find one conversation; those that come after one another, the note on the user. */
  async function create(): Promise<string> {
    const id = `${wish}-${Math.floor(atMs / sameWishMs)}`;
    const { value } = await client.getOrCreateConversation({ channel: 'hitl', tags: { id }, by: ['id'] });
    await client.updateUser(userId, { tags: { start: `${wish} ${value.id} ${atMs}` } });
    return value.id;
  }
}

function readLastWish(note: string | undefined): { wish: string; conversationId: string; atMs: number } | null {
  const [wish = '', conversationId = '', at = ''] = note?.split(' ') ?? [];
  return isBotpressId(conversationId) && /^\d+$/.test(at) ? { wish, conversationId, atMs: Number(at) } : null;
}
