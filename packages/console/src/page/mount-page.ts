import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { RefuseConsole } from '../api/problems.ts';

/** A file of this package, from its sources as well as from `dist`. */
const fileAt = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** What the page may do: load from this server, nothing inline, nothing from elsewhere, in no frame. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** The agents' page at `/console`, with its style sheet and the modules that the build made of `browser/`. */
export function mountPage(server: FastifyInstance, refuse: RefuseConsole): void {
  server.get('/console', (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers(headers)
      .send(readFileSync(fileAt('html/console.html'), 'utf8')),
  );
  server.get<{ Params: { file: string } }>('/console/assets/:file', (request, reply) => {
    const { file } = request.params;
    const isStyle = file === 'console.css';
    const path = fileAt(isStyle ? 'html/console.css' : `dist/browser/${file}`);
    if (!(isStyle || /^[a-z-]+\.js$/.test(file)) || !existsSync(path)) return refuse(reply, 'not-found');
    return reply
      .type(`text/${isStyle ? 'css' : 'javascript'}; charset=utf-8`)
      .headers(headers)
      .send(readFileSync(path, 'utf8'));
  });
}
