import { badge, clock, facts, link, make, moment } from './dom.ts';
import type { Comment, Ticket } from './ticket.ts';

export const statusBadge = (status: string): HTMLElement => badge(status, { status: status.toLowerCase() });

/** The open ticket. */
export function showTicket(ticket: Ticket): HTMLElement {
  const { number, subject, description, contact, customFields, comments } = ticket;
  return make(
    'div',
    '',
    link('button back', '#', 'Back'),
    make('small', 'dim', `Ticket #${number}`),
    make('h2', 'subject', subject),
    marksOf(ticket),
    ...section('Description', make('div', 'description prose', description)),
    ...section('Contact', facts({ Name: contact.name, 'E-mail': contact.email, Phone: contact.phone })),
    ...section(
      'Details',
      facts({
        Department: ticket.department,
        Channel: ticket.channel,
        Opened: moment(ticket.openedAt),
        Due: moment(ticket.dueAt),
      }),
    ),
    ...(Object.keys(customFields).length > 0 ? section('Custom fields', facts(customFields)) : []),
    ...section(`Comments (${comments.length})`, ...comments.map(showComment)),
    comments.length === 0 ? make('p', 'dim', 'No comment yet.') : null,
  );
}

const section = (title: string, ...content: HTMLElement[]): HTMLElement[] => [make('h3', '', title), ...content];

const marksOf = ({ status, priority, isOverdue, tags }: Ticket): HTMLElement =>
  make(
    'div',
    'row',
    statusBadge(status),
    badge(priority || 'No priority', { level: priority.toLowerCase() }),
    isOverdue ? badge('Overdue', { level: 'bad' }) : null,
    make('span', 'tags', ...tags.map((tag) => make('span', 'tag', tag))),
  );

const showComment = ({ text, isPublic, at }: Comment): HTMLElement =>
  make('div', 'comment', make('div', 'head', badge(isPublic ? 'Public' : 'Private'), clock(at)), showHistory(text));

/** A chat's history stands in a comment, one line per message: day, time, name, text. Other lines go on with the message before. */
function showHistory(text: string): HTMLElement {
  const box = make('div');
  let last: HTMLElement | null = null;
  for (const line of text.split('\n')) {
    const [, day, time, name, words] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) ([^:]{1,80}): (.*)$/.exec(line) ?? [];
    if (day !== undefined && time !== undefined && name !== undefined && words !== undefined) {
      const at = make('time', '', time);
      at.title = `${day} ${time} UTC`;
      last = make('span', 'prose', make('b', '', name), ' ', words);
      box.append(make('div', 'line', at, last));
    } else if (line.startsWith('[ref:')) {
      box.append(make('small', 'dim', line));
      last = null;
    } else if (last !== null) last.append(`\n${line}`);
    else if (line !== '') box.append(make('div', 'prose', line));
  }
  return box;
}
