import { call, repeat } from './calls.ts';
import { showList, watchChoice } from './choice.ts';
import { type Fields, rowsOf } from './data.ts';
import { counted, el, make, put } from './dom.ts';
import { sync } from './sync.ts';
import { joinTickets, type Ticket } from './ticket.ts';
import { showTicket, statusBadge } from './ticket-view.ts';

/** Every ticket, newest first, and the one that is open with its fields, tags and comments. */
const read = async (name: string): Promise<Fields[]> => rowsOf(await call(`/__emulator/state/desk/${name}`));

const entry = ({ subject, status, number, email }: Ticket): HTMLAnchorElement =>
  make(
    'a',
    '',
    make('strong', '', subject),
    statusBadge(status),
    make('span', 'sub', `#${number} · ${email || 'no e-mail'}`),
  );

async function refresh(): Promise<void> {
  const [tickets, comments, contacts, departments] = await Promise.all([
    read('tickets'),
    read('comments'),
    read('contacts'),
    read('departments'),
  ]);
  const rows = joinTickets({ tickets, comments, contacts, departments });
  put(el('count'), counted(rows.length, 'ticket'));
  const id = ({ number }: Ticket): string => number;
  const chosen = showList(rows, { id, entry });
  if (chosen !== undefined) sync(el('chosen'), [chosen], { id, show: showTicket });
}

watchChoice(refresh);
repeat(refresh, 1_000);
