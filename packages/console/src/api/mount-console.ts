import type { FastifyInstance } from 'fastify';
import { mountPage } from '../page/mount-page.ts';
import { addAccess } from './add-access.ts';
import { addActing } from './add-acting.ts';
import { addFiles } from './add-files.ts';
import { addReading } from './add-reading.ts';
import type { ConsoleApi, Mounting } from './dependencies.ts';
import type { RefuseConsole } from './problems.ts';

/** Everything under `/console`. What the API answers is kept by nobody on the way. */
export function mountConsole(server: FastifyInstance, api: ConsoleApi, refuse: RefuseConsole): void {
  const mounting: Mounting = { ...api, refuse };
  server.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/console/api/') && !reply.hasHeader('cache-control'))
      reply.header('cache-control', 'no-store');
  });
  addAccess(server, mounting);
  addReading(server, mounting);
  addActing(server, mounting);
  addFiles(server, mounting);
  mountPage(server, refuse);
}
