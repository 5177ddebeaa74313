import {
  portOk,
  type TicketNews,
  type TicketNote,
  type TicketReference,
  type TicketRequest,
  type TicketSystem,
  ticketId,
} from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

export type FakeTicket = TicketReference & {
  request: TicketRequest;
  at: number;
  notes: TicketNote[];
  tags: Set<string>;
  news: TicketNews;
};
type Options = { now?: () => number; indexLagMs?: number; disturb?: Disturb };

/** A ticket system in memory. A new ticket is found `indexLagMs` after it was made (default 0). */
export function createFakeTicketSystem(options: Options = {}): TicketSystem & { tickets: FakeTicket[] } {
  const { now = Date.now, indexLagMs = 0, disturb = undisturbed } = options;
  const tickets: FakeTicket[] = [];
  const byId = (id: string): FakeTicket | undefined => tickets.find((ticket) => ticket.id === id);
  const unknown = { type: 'refused', code: 'not-found', detail: 'there is no such ticket' } as const;
  return {
    tickets,
    noteCharactersMax: 32_000,
    findByCaseKey: async ({ caseKey }) =>
      disturbed(disturb('tickets.findByCaseKey'), {
        isWrite: false,
        work: () => {
          const found = tickets.find((ticket) => ticket.request.caseKey === caseKey && now() - ticket.at >= indexLagMs);
          return portOk(found === undefined ? null : toReference(found));
        },
      }),
    create: async (request) =>
      disturbed(disturb('tickets.create'), {
        isWrite: true,
        work: () => {
          const number = String(101 + tickets.length);
          const ticket = {
            id: ticketId(`t-${number}`),
            number,
            url: null,
            request,
            at: now(),
            notes: [],
            tags: new Set<string>(),
            news: { status: 'open' as const, replies: [] },
          };
          tickets.push(ticket);
          return portOk(toReference(ticket));
        },
      }),
    listNoteMarkers: async (ticket) =>
      disturbed(disturb('tickets.listNoteMarkers'), {
        isWrite: false,
        work: () => {
          const found = byId(ticket);
          return found === undefined ? unknown : portOk(found.notes.map(({ marker }) => marker));
        },
      }),
    readNews: async (ticket, { knownReplies }) =>
      disturbed(disturb('tickets.readNews'), {
        isWrite: false,
        work: () => {
          const found = byId(ticket);
          if (found === undefined) return unknown;
          const replies = found.news.replies.filter(({ id }) => !knownReplies.includes(id));
          return portOk({ ...found.news, replies });
        },
      }),
    addNote: async (ticket, note) =>
      disturbed(disturb('tickets.addNote'), {
        isWrite: true,
        work: () => {
          const found = byId(ticket);
          if (found === undefined) return unknown;
          found.notes.push(note);
          return portOk(null);
        },
      }),
    addTags: async (ticket, tags) =>
      disturbed(disturb('tickets.addTags'), {
        isWrite: true,
        work: () => {
          const found = byId(ticket);
          if (found === undefined) return unknown;
          for (const tag of tags) found.tags.add(tag);
          return portOk(null);
        },
      }),
  };
}

const toReference = ({ id, number, url }: FakeTicket): TicketReference => ({ id, number, url });
