import { type DeskClient, type DeskTicket, escapeHtml, type TicketBody } from '@baton/client-zoho';
import {
  AppError,
  type CaseKey,
  type TicketReference,
  type TicketRequest,
  type TicketSystem,
  ticketId,
  toPortResult,
} from '@baton/core';
import { readTicketNews } from './read-ticket-news.ts';

export type DeskTicketSettings = { client: DeskClient; departments: { ticket: string; callback: string } };

const keyField = 'cf_gateway_key';
/** Custom fields that a ticket is made with. */
export const caseFields = [
  keyField,
  'cf_salesiq_chat_id',
  'cf_salesiq_visitor_id',
  'cf_workflow_type',
  'cf_automation_source',
] as const;
/** A key belongs to one ticket; look-alikes of the index are few. */
const indexedMax = 10;
/** One page of a department, where a ticket that the index does not show yet must be. */
const recentMax = 50;

/** Tickets in Zoho Desk (contract zoho-desk §3–§7). */
export function createDeskTicketSystem({ client, departments }: DeskTicketSettings): TicketSystem {
  let known: Map<string, string> | null = null;
  const departmentId = async (kind: TicketRequest['kind']): Promise<string> => {
    known ??= new Map((await client.portal.departments()).map(({ id, name }) => [name, id]));
    const id = known.get(departments[kind]);
    if (id !== undefined) return id;
    const names = [...known.keys()].join(', ');
    known = null;
    throw new AppError(
      'configuration-invalid',
      `Zoho Desk has no department "${departments[kind]}". It has: ${names}. Correct DESK_DEPARTMENT.`,
    );
  };
  return {
    noteCharactersMax: 30_000,
    findByCaseKey: (request) => toPortResult(() => findTicket(client, request, departmentId)),
    create: (request) =>
      toPortResult(async () =>
        toReference(await client.tickets.create(await toBody(client, request, await departmentId(request.kind)))),
      ),
    listNoteMarkers: (ticket) =>
      toPortResult(async () =>
        (await client.comments.list(ticket).all()).flatMap(({ content }) =>
          [...content.matchAll(/\[ref:([^\]]+)\]/g)].map((match) => match[1] ?? ''),
        ),
      ),
    addNote: (ticket, { marker, text }) =>
      toPortResult(async () => {
        await client.comments.add(ticket, { content: `${text}\n\n[ref:${marker}]` });
        return null;
      }),
    readNews: (ticket, { knownReplies }) => toPortResult(() => readTicketNews(client, ticket, knownReplies)),
    addTags: (ticket, tags) =>
      toPortResult(async () => {
        await client.tags.add(
          ticket,
          tags.map((tag) => tag.replace(/[^\w.+% -]/g, '').slice(0, 50)),
        );
        return null;
      }),
  };
}

/** By the index, then (the index lags) by the department's newest tickets, each confirmed by its own key. */
async function findTicket(
  client: DeskClient,
  request: TicketRequest,
  departmentId: (kind: TicketRequest['kind']) => Promise<string>,
): Promise<TicketReference | null> {
  const byKey = client.tickets.search({ customField1: `${keyField}:${request.caseKey}` });
  for (const ticket of await byKey.first(indexedMax)) {
    const whole = await client.tickets.get(ticket.id);
    if (hasKey(whole, request.caseKey)) return toReference(whole);
  }
  const subject = request.subject.slice(0, 255);
  const newest = client.tickets.list({ departmentId: await departmentId(request.kind), sortBy: '-createdTime' });
  for (const ticket of await newest.first(recentMax)) {
    if (ticket.subject !== subject) continue;
    const whole = await client.tickets.get(ticket.id);
    if (hasKey(whole, request.caseKey)) return toReference(whole);
  }
  return null;
}

function hasKey({ customFields }: DeskTicket, key: CaseKey): boolean {
  return customFields[keyField] === key;
}

async function toBody(client: DeskClient, request: TicketRequest, departmentId: string): Promise<TicketBody> {
  const { contact } = request;
  const priority = `${request.priority.charAt(0).toUpperCase()}${request.priority.slice(1)}`;
  return {
    subject: request.subject.slice(0, 255),
    departmentId,
    description: request.descriptionLines.map(escapeHtml).join('<br>'),
    priority,
    status: 'Open',
    channel: 'Chat',
    ...(request.dueAt === undefined ? {} : { dueDate: request.dueAt }),
    ...(contact.email === null ? {} : { email: contact.email }),
    ...(contact.phone === null ? {} : { phone: contact.phone }),
    cf: {
      [keyField]: request.caseKey,
      cf_salesiq_chat_id: request.chatId.slice(0, 255),
      cf_salesiq_visitor_id: (request.visitorId ?? '').slice(0, 255),
      cf_workflow_type: request.workflow ?? 'none',
      cf_automation_source: 'Baton',
    },
    ...(await toContact(client, contact)),
  };
}

/** An existing contact by exact address, else one made together with the ticket (§3.2: a single word is the last name). */
async function toContact(
  client: DeskClient,
  { name, email }: TicketRequest['contact'],
): Promise<Pick<TicketBody, 'contactId' | 'contact'>> {
  if (email !== null) {
    const [match] = await client.contacts.findByEmail(email);
    if (match !== undefined) return { contactId: match.id };
  }
  const words = name.trim().split(/\s+/);
  const lastName = words.at(-1) ?? 'Unknown';
  const firstName = words.slice(0, -1).join(' ').slice(0, 40);
  return { contact: { lastName, ...(firstName === '' ? {} : { firstName }), ...(email === null ? {} : { email }) } };
}

const toReference = (ticket: DeskTicket): TicketReference => ({
  id: ticketId(ticket.id),
  number: ticket.ticketNumber,
  url: ticket.webUrl,
});
