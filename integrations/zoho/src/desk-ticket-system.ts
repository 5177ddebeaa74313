import type { DeskClient, DeskTicket } from '@baton/client-zoho';
import {
  AppError,
  type CaseKey,
  type TicketReference,
  type TicketRequest,
  type TicketSystem,
  ticketId,
} from '@baton/core';
import { toPortResult } from './to-port-result.ts';

export type DeskTicketSettings = { client: DeskClient; departments: { ticket: string; callback: string } };

const keyField = 'cf_gateway_key';

/** Tickets in Zoho Desk (contract zoho-desk §3–§7). */
export function createDeskTicketSystem({ client, departments }: DeskTicketSettings): TicketSystem {
  let known: Map<string, string> | null = null;
  const departmentId = async (kind: TicketRequest['kind']): Promise<string> => {
    known ??= new Map((await client.listDepartments()).map(({ id, name }) => [name, id]));
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
        toReference(await client.createTicket(await toBody(client, request, await departmentId(request.kind)))),
      ),
    listNoteMarkers: (ticket) =>
      toPortResult(async () =>
        (await client.listComments(ticket)).flatMap(({ content }) =>
          [...content.matchAll(/\[ref:([^\]]+)\]/g)].map((match) => match[1] ?? ''),
        ),
      ),
    addNote: (ticket, { marker, text }) =>
      toPortResult(async () => {
        await client.addComment(ticket, `${text.replace(/zsu\[@[^\]]*\]zsu/g, '')}\n\n[ref:${marker}]`);
        return null;
      }),
    addTags: (ticket, tags) =>
      toPortResult(async () => {
        await client.associateTags(
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
  for (const ticket of await client.searchTickets(`${keyField}:${request.caseKey}`)) {
    const whole = await client.getTicket(ticket.id);
    if (hasKey(whole, request.caseKey)) return toReference(whole);
  }
  const subject = request.subject.slice(0, 255);
  for (const ticket of await client.listTickets(await departmentId(request.kind))) {
    if (ticket.subject !== subject) continue;
    const whole = await client.getTicket(ticket.id);
    if (hasKey(whole, request.caseKey)) return toReference(whole);
  }
  return null;
}

function hasKey({ customFields }: DeskTicket, key: CaseKey): boolean {
  return typeof customFields === 'object' && customFields !== null && Reflect.get(customFields, keyField) === key;
}

async function toBody(
  client: DeskClient,
  request: TicketRequest,
  departmentId: string,
): Promise<Record<string, unknown>> {
  const { contact } = request;
  const priority = `${request.priority.charAt(0).toUpperCase()}${request.priority.slice(1)}`;
  return {
    subject: request.subject.slice(0, 255),
    departmentId,
    description: request.descriptionLines.map(escapeHtml).join('<br>'),
    priority,
    status: 'Open',
    channel: 'Chat',
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
): Promise<Record<string, unknown>> {
  if (email !== null) {
    const matches = (await client.searchContacts(email)).filter(
      (found) => found.isUsable && found.email?.trim().toLowerCase() === email,
    );
    const [match] = matches;
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

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
