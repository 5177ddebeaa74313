import type { FastifyInstance, FastifyReply } from 'fastify';
import type { FileLinks, LinkedFile } from '../files/file-links.ts';
import type { Refuse } from './admin-access.ts';

/** So many files are passed on at once; each is held in memory meanwhile. */
const atOnceMax = 4;
/** What a browser may show by itself; anything else is saved. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** Operators' files, by the links that customers were sent. */
export function addFiles(
  server: FastifyInstance,
  { links, now, refuse }: { links: Pick<FileLinks, 'fetch'>; now(): Date; refuse: Refuse },
): void {
  let underWay = 0;
  server.get<{ Params: { token: string } }>('/files/:token', async ({ params }, reply) => {
    if (underWay >= atOnceMax) return refuse(reply, 'files-busy');
    underWay += 1;
    try {
      const linked = await links.fetch(params.token, now());
      if (linked === null || linked.file.type === 'refused') return refuse(reply, 'not-found');
      return linked.file.type === 'retry' ? refuse(reply, 'file-unavailable') : send(reply, linked, linked.file.value);
    } finally {
      underWay -= 1;
    }
  });
}

type Content = Extract<LinkedFile['file'], { type: 'ok' }>['value'];

/** What an operator sends is not ours: no browser may take it for a page or a script of this address. */
function send(reply: FastifyReply, { name, contentType }: LinkedFile, content: Content): FastifyReply {
  const type = (contentType ?? content.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isShown = shownTypes.has(type);
  return reply
    .headers({
      'content-type': isShown ? type : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeName(name)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    })
    .send(Buffer.from(content.bytes));
}

/** RFC 5987 leaves out a few signs that addresses may hold. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
