import { renderPage } from './shell.ts';

/** Every mail that was sent, newest first. */
export const mailboxPage = (): string =>
  renderPage({
    title: 'Mailbox',
    lead: 'Every mail the gateway has sent, newest first. Nothing leaves this machine.',
    body: '<p id="nothing" class="dim">No mail yet.</p><div id="mails" role="log" aria-label="Mails"></div>',
    script: `${RECORDS}
const showMail = (mail) => {
  const card = make('article', 'card mail');
  card.dataset.id = mail.id;
  card.append(make('h2', 'subject', mail.subject), facts({ To: mail.to, From: mail.from, At: mail.at }), make('pre', 'text', mail.text));
  return card;
};
repeat(async () => showRecords('mails', (await call('/__emulator/state/mail/messages')).reverse(), showMail), 1500);
`,
  });

/** Every ticket with its fields, tags and comments, newest first. */
export const ticketsPage = (): string =>
  renderPage({
    title: 'Tickets',
    lead: 'Every ticket in the help desk with its fields, tags and comments, newest first.',
    body: '<p id="nothing" class="dim">No ticket yet.</p><div id="tickets" role="log" aria-label="Tickets"></div>',
    script: `${RECORDS}
const plain = (html) => new DOMParser().parseFromString(String(html || '').replaceAll('<br>', '\\n').replaceAll('<br/>', '\\n').replaceAll('<br />', '\\n'), 'text/html').body.textContent;
const tagName = (tag) => typeof tag === 'string' ? tag : tag.name || tag.tagName || tag.id;
const showTicket = ({ ticket, comments }) => {
  const card = make('article', 'card ticket');
  card.dataset.id = ticket.id;
  card.append(make('h2', 'subject', '#' + ticket.ticketNumber + ' ' + ticket.subject));
  const contact = ticket.contact ? [ticket.contact.firstName, ticket.contact.lastName].filter(Boolean).join(' ') : '';
  card.append(facts({
    Status: ticket.status, Priority: ticket.priority, Contact: contact || ticket.contactId, 'E-mail': ticket.email,
    Department: ticket.departmentId, Due: ticket.dueDate, Tags: (ticket.tags || []).map(tagName).join(', '),
    ...(ticket.cf || {}),
  }), make('pre', 'description', plain(ticket.description)));
  if (comments.length) card.append(make('h2', '', 'Comments'));
  for (const comment of comments) {
    const entry = make('div', 'bubble comment');
    entry.append(make('small', '', comment.isPublic ? 'public' : 'private'), make('span', 'text', comment.contentType === 'html' ? plain(comment.content) : comment.content));
    card.append(entry);
  }
  return card;
};
repeat(async () => {
  const [tickets, comments] = await Promise.all([call('/__emulator/state/desk/tickets'), call('/__emulator/state/desk/comments')]);
  const rows = tickets.reverse().map((ticket) => ({ ticket, comments: comments.filter((comment) => comment.ticketId === ticket.id) }));
  showRecords('tickets', rows, showTicket);
}, 1500);
`,
  });

const RECORDS = `
const facts = (values) => {
  const list = make('dl');
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') continue;
    list.append(make('dt', '', name), make('dd', '', value));
  }
  return list;
};
const showRecords = (id, rows, show) => {
  const key = JSON.stringify(rows);
  trouble('');
  if (el(id).dataset.key === key) return;
  el(id).dataset.key = key;
  el(id).replaceChildren(...rows.map(show));
  el('nothing').hidden = rows.length > 0;
};
`;
