import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileBytesMax } from '../desk/console-desk.ts';
import { readKey } from './add-acting.ts';
import type { Mounting } from './dependencies.ts';
import { readSession } from './session.ts';

type ById = { Params: { id: string } };

/** What browsers may show by themselves; everything else is saved. */
const shown = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Files into a chat, to be sent with a message, and out of it. */
export function addFiles(server: FastifyInstance, mounting: Mounting): void {
  const { store, organisation, box, refuse } = mounting;
  const options = { bodyLimit: fileBytesMax };
  server.post<ById>('/console/api/chats/:id/files', options, (request, reply) => take(mounting, request, reply));
  server.get<ById>('/console/api/files/:id', async (request, reply) => {
    if ((await readSession(mounting, request, reply)) === null) return reply;
    const file = await store.files.get(organisation, request.params.id);
    if (file === null || file.content === null) return refuse(reply, 'not-found');
    const isShown = shown.has(file.contentType);
    return reply
      .type(isShown ? file.contentType : 'application/octet-stream')
      .headers({
        'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
      })
      .send(box.open(Buffer.from(file.content)));
  });
}

async function take(mounting: Mounting, request: FastifyRequest<ById>, reply: FastifyReply): Promise<FastifyReply> {
  const { store, organisation, box, refuse } = mounting;
  const session = await readSession(mounting, request, reply);
  if (session === null) return reply;
  const key = readKey(request);
  if (key === null) return refuse(reply, 'idempotency-key-missing');
  const chatId = request.params.id;
  const chat = await store.chats.get({ organisation, chatId });
  if (chat === null) return refuse(reply, 'chat-unknown');
  if (chat.agentId !== session.agent.id) return refuse(reply, 'chat-not-yours');
  const { body } = request;
  const name = new URLSearchParams(request.url.split('?')[1]).get('name')?.trim() ?? '';
  if (!Buffer.isBuffer(body) || body.length === 0 || name === '' || name.length > 200)
    return refuse(reply, 'request-invalid', 'name in the address, at most 200 characters; the bytes as the body');
  // The same for a repetition, and nothing that can be guessed.
  const id = createHash('sha256')
    .update(JSON.stringify([session.token, chatId, key]))
    .digest('base64url');
  const contentType = String(request.headers['content-type'] ?? 'application/octet-stream').slice(0, 100);
  const file = { id, chatId, name, contentType, sizeBytes: body.length };
  await store.files.put(organisation, { ...file, content: box.seal(body) });
  return reply.code(201).send({ id, name, content_type: contentType, size_bytes: body.length });
}
