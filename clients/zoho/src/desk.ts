import { type CallerOptions, createCaller, errorForStatus } from './caller.ts';
import { list, member, text } from './decode.ts';

export type DeskContact = { id: string; email: string | null; isUsable: boolean };
export type DeskTicket = {
  id: string;
  ticketNumber: string;
  webUrl: string | null;
  email: string | null;
  subject: string | null;
  customFields: unknown;
};
export type DeskComment = { id: string; content: string };
export type DeskDepartment = { id: string; name: string };

/** Zoho Desk API v1 (contract zoho-desk §2–§8). `baseUrl` ends in `/api/v1`. Errors are thrown as ClientError. */
export type DeskClient = ReturnType<typeof createDeskClient>;

export function createDeskClient(options: CallerOptions & { organizationId: string }) {
  const call = createCaller({ ...options, headers: { orgId: options.organizationId } }, (response) => {
    if (response.status >= 200 && response.status < 300) return { ok: true, body: response.body };
    return { ok: false, error: errorForStatus(response, text(response.body, 'errorCode'), true) };
  });
  const rows = async (path: string, query: Record<string, string>): Promise<unknown[]> =>
    list(await call({ method: 'GET', path, query }), 'data');
  return {
    /** §3.1, scope Desk.contacts.READ + Desk.search.READ. An index: it lags, and look-alikes come back. */
    searchContacts: async (email: string): Promise<DeskContact[]> =>
      (await rows('/contacts/search', { email, limit: '50' })).map(toContact),
    /** §4.1, scope Desk.tickets.CREATE. Has no idempotency key: never repeat it blindly. */
    createTicket: async (body: Record<string, unknown>): Promise<DeskTicket> =>
      toTicket(await call({ method: 'POST', path: '/tickets', json: body })),
    getTicket: async (id: string): Promise<DeskTicket> =>
      toTicket(await call({ method: 'GET', path: `/tickets/${id}` })),
    /** §4.3, index based. `customField` as `cf_name:value`. */
    searchTickets: async (customField: string): Promise<DeskTicket[]> =>
      (await rows('/tickets/search', { customField1: customField, limit: '10' })).map(toTicket),
    /** §4.3, direct. List items carry no custom fields. */
    listTickets: async (departmentId: string): Promise<DeskTicket[]> =>
      (await rows('/tickets', { departmentId, sortBy: '-createdTime', limit: '50' })).map(toTicket),
    /** §5. All pages. */
    listComments: async (ticketId: string): Promise<DeskComment[]> => {
      const found: DeskComment[] = [];
      for (let from = 0; ; from += 100) {
        const page = await rows(`/tickets/${ticketId}/comments`, { from: String(from), limit: '100' });
        found.push(...page.map((row) => ({ id: text(row, 'id') ?? '', content: text(row, 'content') ?? '' })));
        if (page.length < 100) return found;
      }
    },
    /** §5, private plain text, at most 32 000 characters. */
    addComment: async (ticketId: string, content: string): Promise<void> => {
      await call({
        method: 'POST',
        path: `/tickets/${ticketId}/comments`,
        json: { content, contentType: 'plainText', isPublic: false },
      });
    },
    /** §7. Adding is idempotent. */
    associateTags: async (ticketId: string, tags: string[]): Promise<void> => {
      await call({ method: 'POST', path: `/tickets/${ticketId}/associateTag`, json: { tags } });
    },
    /** §8. */
    listDepartments: async (): Promise<DeskDepartment[]> =>
      (await rows('/departments', { isEnabled: 'true', limit: '200' })).map((row) => ({
        id: text(row, 'id') ?? '',
        name: text(row, 'name') ?? '',
      })),
  };
}

const toContact = (row: unknown): DeskContact => ({
  id: text(row, 'id') ?? '',
  email: text(row, 'email'),
  isUsable: !['isSpam', 'isTrashed', 'isDeleted'].some((name) => String(member(row, name)) === 'true'),
});

const toTicket = (row: unknown): DeskTicket => ({
  id: text(row, 'id') ?? '',
  ticketNumber: text(row, 'ticketNumber') ?? '',
  webUrl: text(row, 'webUrl'),
  email: text(row, 'email'),
  subject: text(row, 'subject'),
  customFields: member(row, 'cf'),
});
