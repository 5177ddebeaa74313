import { splitText, type Texts } from '@baton/core';
import type { Message } from '@baton/store';

/** What those are called who have no name. */
type Speakers = { customer: string; agent: string; assistant: string };

/** In the language of the conversation. */
export const readSpeakers = (texts: Texts, locale: string): Speakers => ({
  customer: texts.render(locale, 'speaker-customer'),
  agent: texts.render(locale, 'speaker-agent'),
  assistant: texts.render(locale, 'speaker-assistant'),
});

/** One line per message, as operators and agents read it. */
export const formatTranscript = (messages: Message[], speakers: Speakers): string =>
  messages.map((message) => formatLine(message, speakers)).join('\n');

type PieceOptions = { charactersMax: number; speakers: Speakers };

/** The transcript in pieces of at most `charactersMax`, cut between lines where possible. Same messages, same pieces. */
export function chunkTranscript(messages: Message[], { charactersMax, speakers }: PieceOptions): string[] {
  const chunks: string[] = [];
  let current = '';
  for (const line of messages.flatMap((message) => splitText(formatLine(message, speakers), charactersMax))) {
    if (current !== '' && current.length + line.length + 1 > charactersMax) {
      chunks.push(current);
      current = '';
    }
    current = current === '' ? line : `${current}\n${line}`;
  }
  return current === '' ? chunks : [...chunks, current];
}

function formatLine({ at, author, authorName, text }: Message, speakers: Speakers): string {
  const speaker = author === 'customer' || author === 'agent' ? (authorName ?? speakers[author]) : speakers.assistant;
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} ${speaker}: ${text}`;
}
