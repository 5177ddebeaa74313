import { createComments } from './comments.ts';
import { createContacts } from './contacts.ts';
import { createDeskContext, type DeskOptions } from './context.ts';
import { createFiles } from './files.ts';
import { createPortal } from './portal.ts';
import { createTags } from './tags.ts';
import { createThreads } from './threads.ts';
import { createTickets } from './tickets.ts';
import { createDeskWebhooks } from './webhooks.ts';

export type DeskClient = ReturnType<typeof createDeskClient>;

/**
 * Zoho Desk API v1 (contract zoho-desk). `baseUrl` ends in `/api/v1`. All errors are ClientErrors.
 * @example
 * const desk = createDeskClient({ http: createHttp(), baseUrl: 'https://desk.zoho.in/api/v1', organizationId: '70041234567', tokens });
 * const ticket = await desk.tickets.create({ subject: 'Password reset', departmentId, contact: { lastName: 'Rivera', email } });
 */
export function createDeskClient(options: DeskOptions) {
  const context = createDeskContext(options);
  return {
    contacts: createContacts(context),
    tickets: createTickets(context),
    comments: createComments(context),
    threads: createThreads(context),
    tags: createTags(context),
    files: createFiles(context),
    portal: createPortal(context),
    webhooks: createDeskWebhooks(context),
  };
}
