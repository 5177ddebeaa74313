import type { DeskReceipt, JsonObject } from '@baton/core';
import type { ConsoleEvent, NewConsoleEvent } from '@baton/store';

export type Who = { id: string; name: string };
export type FileNote = { id: string; name: string; contentType: string; sizeBytes: number };

/** Everything that happens in a chat of the console. Words in it are redacted before they come here. */
export type ChatEvent =
  | { type: 'opened' }
  /** What was written before, for reading, in pieces. */
  | { type: 'history'; text: string }
  | { type: 'customer-said'; text: string }
  | { type: 'customer-file'; file: FileNote }
  | { type: 'customer-typing' }
  /** From Baton to the agents. */
  | { type: 'baton-note'; text: string }
  | { type: 'accepted'; agent: Who }
  | { type: 'agent-said'; agent: Who; text: string; files: FileNote[] }
  /** What became of an agent's message, by its key. */
  | { type: 'receipt'; messageKey: string; receipt: DeskReceipt['type']; reason: string | null }
  | { type: 'note'; agent: Who; text: string }
  | { type: 'given'; agent: Who; to: Who; note: string }
  | { type: 'passed'; agent: Who; desk: string; note: string }
  /** Its agent has it no more, and it waits. */
  | { type: 'left'; agent: Who; reason: 'signed-out' | 'absent' | 'offered'; note: string }
  | { type: 'missed' }
  | { type: 'closed'; agent: Who | null }
  | { type: 'reopened' };

export const chatEventTypes = {
  /** What a conversation is made of, for reading it. */
  entries: [
    'opened',
    'customer-said',
    'customer-file',
    'baton-note',
    'accepted',
    'agent-said',
    'receipt',
    'note',
    'given',
    'passed',
    'left',
    'missed',
    'closed',
    'reopened',
  ],
  /** What Baton sent as the customer, or for reading. */
  sent: ['history', 'customer-said', 'customer-file', 'baton-note'],
} as const satisfies Record<string, readonly ChatEvent['type'][]>;

/** As it is stored. */
export function toStored(key: string, { type, ...data }: ChatEvent): NewConsoleEvent {
  const plain: JsonObject = JSON.parse(JSON.stringify(data));
  return { key, type, data: plain, isOfCustomer: type === 'customer-said' || type === 'customer-file' };
}

/** A text of a stored event; empty when it has none. */
export function readText({ data }: Pick<ConsoleEvent, 'data'>, name: string): string {
  const value = data[name];
  return typeof value === 'string' ? value : '';
}
