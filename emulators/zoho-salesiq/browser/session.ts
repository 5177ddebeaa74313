import { type Fields, fieldsOf, textOf } from './data.ts';

/** What the tab keeps while it lives: who the visitor is, and which chat is theirs. */
const storedName = 'zsiq';
const stored = fieldsOf(readStored());
const storedPerson = fieldsOf(stored['person']);

export type Person = { name: string; email: string; phone: string; info: Fields };

export const person: Person = {
  name: textOf(storedPerson['name']),
  email: textOf(storedPerson['email']),
  phone: textOf(storedPerson['phone']),
  info: fieldsOf(storedPerson['info']),
};

export const session = {
  /** Empty before the first message. */
  conversation: textOf(stored['conversation']),
  userId: textOf(stored['userId']) || `web-${Math.random().toString(36).slice(2)}`,
};

/** What the page wishes for the next chat. */
export const choice = { department: '', question: '', tellsOffline: true };

function readStored(): unknown {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(storedName) ?? '{}');
    return value;
  } catch {
    return {};
  }
}

export function keep(): void {
  try {
    sessionStorage.setItem(storedName, JSON.stringify({ ...session, person }));
  } catch {
    // A page may forbid storage.
  }
}

/** The visitor as the emulator is told; without an address by the id of the tab. */
export const who = (): object => ({ ...person, ...(person.email === '' ? { user_id: session.userId } : {}) });
