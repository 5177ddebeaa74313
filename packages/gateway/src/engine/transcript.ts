import { redact, splitText } from '@baton/core';
import type { Message } from '@baton/store';

/** One line per message, as operators and agents read it. */
export const formatTranscript = (messages: Message[]): string => messages.map(formatLine).join('\n');

/** The transcript in pieces of at most `charactersMax`, cut between lines where possible. Same messages, same pieces. */
export function chunkTranscript(messages: Message[], charactersMax: number): string[] {
  const chunks: string[] = [];
  let current = '';
  for (const line of messages.flatMap((message) => splitText(formatLine(message), charactersMax))) {
    if (current !== '' && current.length + line.length + 1 > charactersMax) {
      chunks.push(current);
      current = '';
    }
    current = current === '' ? line : `${current}\n${line}`;
  }
  return current === '' ? chunks : [...chunks, current];
}

/** An agent's words go to the customer as they are; on tickets, in mails and at other desks they are redacted like everybody's. */
function formatLine(message: Message): string {
  const text = message.author === 'agent' ? redact(message.text) : message.text;
  return `${message.at.toISOString().slice(0, 16).replace('T', ' ')} ${speaker(message)}: ${text}`;
}

function speaker(message: Message): string {
  if (message.author === 'customer') return message.authorName ?? 'Customer';
  return message.author === 'agent' ? (message.authorName ?? 'Agent') : 'Assistant';
}
