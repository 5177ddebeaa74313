import type { EmulatorReply, EmulatorRequest, Row } from '@baton/emulator-kit';
import type { Desk } from '../desk.ts';
import { bodyOf, invalid, list, ok } from '../replies.ts';
import { onTicket, type Route } from '../route.ts';
import type { TicketRow } from '../rows.ts';

const countMax = 51;

/** Tags have ids of their own in the portal (contract zoho-desk §7). */
export function tagRoutes(desk: Desk): Route[] {
  const { host, tables } = desk;
  const known = host.collection<Row & { name: string }>('desk', 'tags');
  const wire = (names: string[]): { id: string; name: string }[] =>
    names.map((name) => {
      const row = known.find((tag) => tag.name === name) ?? known.insert({ id: host.nextId(), name });
      return { id: row.id, name };
    });
  const change = (act: (ticket: TicketRow, tags: string[]) => EmulatorReply) =>
    onTicket(desk, (ticket, request) => {
      const tags = read(request);
      return tags === null ? invalid('tags') : act(ticket, tags);
    });
  return [
    {
      name: 'desk.tags.associate',
      method: 'POST',
      path: '/tickets/:id/associateTag',
      section: '7',
      scopes: ['Desk.tickets.CREATE'],
      handle: change((ticket, tags) => {
        tables.tickets.update(ticket.id, { tags: [...new Set([...ticket.tags, ...tags])] });
        return ok({ data: wire(tags) });
      }),
    },
    {
      name: 'desk.tags.dissociate',
      method: 'POST',
      path: '/tickets/:id/dissociateTag',
      section: '7',
      scopes: ['Desk.tickets.CREATE'],
      handle: change((ticket, tags) => {
        tables.tickets.update(ticket.id, { tags: ticket.tags.filter((tag) => !tags.includes(tag)) });
        return ok();
      }),
    },
    {
      name: 'desk.tags.list',
      method: 'GET',
      path: '/tickets/:id/tags',
      section: '7',
      scopes: ['Desk.tickets.READ'],
      handle: onTicket(desk, (ticket) => list(wire(ticket.tags))),
    },
  ];
}

/** 1 to 51 tags of 3 to 50 allowed characters; null when one is wrong. */
function read(request: EmulatorRequest): string[] | null {
  const given = bodyOf(request)['tags'];
  const tags = Array.isArray(given) ? given.map(String) : [];
  const isWrong = (tag: string): boolean => !/^[\p{L}\p{N}_.+% -]{3,50}$/u.test(tag) || tag === 'null';
  return tags.length === 0 || tags.length > countMax || tags.some(isWrong) ? null : tags;
}
