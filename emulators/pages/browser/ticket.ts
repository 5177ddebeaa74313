import { type Fields, fieldsOf, textOf } from './data.ts';

export type Comment = { text: string; isPublic: boolean; at: string };

/** A ticket with what belongs to it. Instants are ISO 8601; what is not known is empty. */
export type Ticket = {
  number: string;
  subject: string;
  status: string;
  priority: string;
  isOverdue: boolean;
  tags: string[];
  description: string;
  email: string;
  contact: { name: string; email: string; phone: string };
  department: string;
  channel: string;
  openedAt: string;
  dueAt: string;
  customFields: Fields;
  comments: Comment[];
};

/** Collections of the help desk, as `/__emulator/state/desk` shows them. */
export type DeskState = Record<'tickets' | 'comments' | 'contacts' | 'departments', readonly Fields[]>;

/** The tickets, newest first. */
export const joinTickets = (state: DeskState): Ticket[] => state.tickets.map((row) => readTicket(row, state)).reverse();

function readTicket(row: Fields, { comments, contacts, departments }: DeskState): Ticket {
  const contact = fieldsOf(contacts.find(({ id }) => id === row['contactId']));
  const department = departments.find(({ id }) => id === row['departmentId']);
  const email = textOf(row['email']);
  return {
    number: textOf(row['ticketNumber']),
    subject: textOf(row['subject']),
    status: textOf(row['status']),
    priority: textOf(row['priority']),
    isOverdue: row['isOverDue'] === true || row['isResponseOverdue'] === true,
    tags: readTags(row['tags']),
    description: plain(textOf(row['description'])),
    email,
    contact: {
      name: [textOf(contact['firstName']), textOf(contact['lastName'])].filter((part) => part !== '').join(' '),
      email: textOf(contact['email']) || email,
      phone: textOf(contact['phone']) || textOf(row['phone']),
    },
    department: textOf(department?.['name'] ?? row['departmentId']),
    channel: textOf(row['channel']),
    openedAt: textOf(row['createdTime']),
    dueAt: textOf(row['dueDate']),
    customFields: fieldsOf(row['customFields'] ?? row['cf']),
    comments: comments.filter(({ ticketId }) => ticketId === row['id']).map(readComment),
  };
}

const readComment = ({ content, contentType, isPublic, commentedTime }: Fields): Comment => ({
  text: contentType === 'html' ? plain(textOf(content)) : textOf(content),
  isPublic: isPublic === true,
  at: textOf(commentedTime),
});

const readTags = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((tag) => textOf(tag) || tagName(fieldsOf(tag))) : [];

const tagName = ({ name, tagName: label, id }: Fields): string => textOf(name) || textOf(label) || textOf(id);

/** The text of an HTML fragment, with its line breaks. */
function plain(html: string): string {
  const broken = html.replace(/<br ?\/?>/gi, '\n');
  return new DOMParser().parseFromString(broken, 'text/html').body.textContent;
}
