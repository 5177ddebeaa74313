import type { Page } from './shell.ts';

const BODY = `
<div id="panes" class="panes" data-open="false">
<section class="card tall master" aria-labelledby="list-title">
<div class="top"><h2 id="list-title" class="grow">Tickets</h2><span id="count" class="dim" role="status"></span></div>
<div class="scroll"><ul id="items" class="items"></ul>
<div id="nothing" class="empty"><strong>No ticket yet</strong>Finish a conversation with the bot on the <a href="/visitor">visitor page</a>, for example a password reset.</div></div>
</section>
<section class="card tall detail" aria-label="The open ticket">
<div id="unchosen" class="empty"><strong>No ticket is open</strong>Choose one from the list.</div>
<article id="chosen" class="scroll pad" tabindex="0" hidden></article>
</section>
</div>`;

const SCRIPT = `
const plain = (html) => {
  const text = String(html || '').replace(/<br ?[/]?>/gi, String.fromCharCode(10));
  return new DOMParser().parseFromString(text, 'text/html').body.textContent;
};
const tagName = (tag) => typeof tag === 'string' ? tag : tag.name || tag.tagName || tag.id;
const level = (priority) => badge(priority || 'No priority', { level: String(priority || '').toLowerCase() });
const entry = ({ ticket }) => make('a', '',
  make('strong', '', ticket.subject), badge(ticket.status, { status: String(ticket.status).toLowerCase() }),
  make('span', 'sub', '#' + ticket.ticketNumber + ' · ' + (ticket.email || 'no e-mail')));

/** A chat's history stands in a comment, one line per message: day, time, name, text. */
const showHistory = (text) => {
  const box = make('div');
  let last = null;
  for (const line of text.split(String.fromCharCode(10))) {
    const found = /^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2}) ([^:]{1,80}): (.*)$/.exec(line);
    if (found) {
      const time = make('time', '', found[2]);
      time.title = found[1] + ' ' + found[2] + ' UTC';
      last = make('span', 'prose', make('b', '', found[3]), ' ', found[4]);
      box.append(make('div', 'line', time, last));
    } else if (/^[[]ref:/.test(line)) { box.append(make('small', 'dim', line)); last = null; }
    else if (last) last.append(String.fromCharCode(10) + line);
    else if (line) box.append(make('div', 'prose', line));
  }
  return box;
};
const showComment = (comment) => {
  const text = comment.contentType === 'html' ? plain(comment.content) : comment.content;
  return make('div', 'comment', make('div', 'head', badge(comment.isPublic ? 'Public' : 'Private', {}), clock(comment.commentedTime)), showHistory(text));
};
const showTicket = ({ ticket, comments, contact, department }) => {
  const node = make('div');
  const back = make('a', 'button back', 'Back');
  back.href = '#';
  const tags = make('span', 'tags', ...(ticket.tags || []).map((tag) => make('span', 'tag', tagName(tag))));
  const name = contact ? [contact.firstName, contact.lastName].filter(Boolean).join(' ') : '';
  const marks = make('div', 'row', badge(ticket.status, { status: String(ticket.status).toLowerCase() }), level(ticket.priority),
    ticket.isOverDue || ticket.isResponseOverdue ? badge('Overdue', { level: 'bad' }) : null, tags);
  node.append(back, make('small', 'dim', 'Ticket #' + ticket.ticketNumber), make('h2', 'subject', ticket.subject), marks,
    make('h3', '', 'Description'), make('div', 'description prose', plain(ticket.description)),
    make('h3', '', 'Contact'), facts({ Name: name, 'E-mail': (contact && contact.email) || ticket.email, Phone: (contact && contact.phone) || ticket.phone }),
    make('h3', '', 'Details'), facts({
      Department: department ? department.name : ticket.departmentId, Channel: ticket.channel,
      Opened: new Date(ticket.createdTime).toLocaleString(), Due: ticket.dueDate ? new Date(ticket.dueDate).toLocaleString() : '',
    }));
  const own = ticket.customFields || ticket.cf || {};
  if (Object.keys(own).length > 0) node.append(make('h3', '', 'Custom fields'), facts(own));
  node.append(make('h3', '', 'Comments (' + comments.length + ')'), ...comments.map(showComment));
  if (comments.length === 0) node.append(make('p', 'dim', 'No comment yet.'));
  return node;
};
const refresh = async () => {
  const [tickets, comments, contacts, departments] = await Promise.all(
    ['tickets', 'comments', 'contacts', 'departments'].map((name) => call('/__emulator/state/desk/' + name)));
  put(el('count'), tickets.length === 0 ? '' : tickets.length === 1 ? '1 ticket' : tickets.length + ' tickets');
  const rows = tickets.reverse().map((ticket) => ({
    ticket,
    comments: comments.filter((row) => row.ticketId === ticket.id),
    contact: contacts.find((row) => row.id === ticket.contactId),
    department: departments.find((row) => row.id === ticket.departmentId),
  }));
  const id = ({ ticket }) => ticket.ticketNumber;
  const chosen = showList(rows, { id, entry });
  if (chosen) sync(el('chosen'), [chosen], { id, show: showTicket });
};
watchChoice(refresh);
repeat(refresh, 1000);
`;

/** Every ticket, newest first, and the one that is open with its fields, tags and comments. */
export const ticketsPage: Page = {
  path: '/tickets',
  vendor: 'desk',
  title: 'Tickets',
  lead: 'What the help desk holds. The chat so far is attached to each ticket as a comment.',
  body: BODY,
  script: SCRIPT,
};
