import { fieldsOf, rowsOf, textOf } from './data.ts';

export type Entry = {
  id: string;
  /** `visitor`, `agent`, `comment`, or `change` for what is no message. */
  kind: string;
  name: string;
  text: string;
  time: string;
  files: { name: string; url: string }[];
  status: string;
  /** Why it could not be delivered; empty otherwise. */
  problem: string;
};

export type Thread = {
  id: string;
  status: 'open' | 'closed' | 'archived';
  inbox: string;
  visitor: { name: string; email: string; reachedBy: string };
  isContact: boolean;
  /** An actor's id; empty for nobody. */
  assignedTo: string;
  assignee: string;
  lastText: string;
  lastAt: string;
  unread: number;
  messages: Entry[];
};

/** A thread as `/__emulator/hubspot/threads` shows it; in the list without messages. */
export function readThread(value: unknown): Thread {
  const { visitor, messages, archived, status, isContact, unread, ...rest } = fieldsOf(value);
  const { name, email, reachedBy } = fieldsOf(visitor);
  return {
    id: textOf(rest['id']),
    status: archived === true ? 'archived' : status === 'CLOSED' ? 'closed' : 'open',
    inbox: textOf(rest['inbox']),
    visitor: { name: textOf(name), email: textOf(email), reachedBy: textOf(reachedBy) },
    isContact: isContact === true,
    assignedTo: textOf(rest['assignedTo']),
    assignee: textOf(rest['assignee']),
    lastText: textOf(rest['lastText']),
    lastAt: textOf(rest['lastAt']),
    unread: Number(unread),
    messages: rowsOf(messages).map(readEntry),
  };
}

const readEntry = (row: Readonly<Record<string, unknown>>): Entry => ({
  id: textOf(row['id']),
  kind: textOf(row['kind']),
  name: textOf(row['name']),
  text: textOf(row['text']),
  time: textOf(row['time']),
  files: rowsOf(row['files']).map(({ name, url }) => ({ name: textOf(name), url: textOf(url) })),
  status: textOf(row['status']),
  problem: textOf(row['problem']),
});

/** Who is asking: the name, or how the visitor is reached. */
export const visitorName = ({ visitor }: Thread): string => visitor.name || visitor.reachedBy || 'Visitor';
