import { isJsonObject, type JsonObject } from '@baton/core';
import type { Message, StoredResponse } from '@baton/store';
import { type SecretBox, tryOpen } from '../secret-box.ts';

/**
 * Words at rest. What is stored of words is redacted from the first write on: a row that is written over, and the database's log, keep what
 * once stood in them. Where redaction changed words that must still reach the customer as they were said (an operator tells a new password),
 * their exact form is kept beside, sealed, and erased once they have arrived or will not be said any more. Most words have none.
 */
export type WordsBox = Pick<SecretBox, 'seal' | 'open'>;

export const sealWords = ({ seal }: Pick<WordsBox, 'seal'>, exact: string | null): Uint8Array | null =>
  exact === null ? null : seal(Buffer.from(exact, 'utf8'));

/** The messages as they are to be said. Exact words that no key opens any more (a damaged row) are said as they are kept. */
export const openWords = (box: WordsBox, messages: Message[]): Message[] =>
  messages.map((message) => {
    const exact = message.sealed === null ? null : tryOpen(box, message.sealed);
    return exact === null ? message : { ...message, text: exact.toString('utf8') };
  });

export const hasSealedWords = (messages: Message[]): boolean => messages.some(({ sealed }) => sealed !== null);

/** `exact` null: it is no other than the one that is kept in clear. */
export const sealResponse = (
  { seal }: Pick<WordsBox, 'seal'>,
  { response, exact }: { response: JsonObject; exact: JsonObject | null },
): StoredResponse => ({
  response,
  sealedResponse: exact === null ? null : seal(Buffer.from(JSON.stringify(exact), 'utf8')),
});

/** What is to be answered; null when nothing was answered yet. */
export function openResponse(box: WordsBox, { response, sealedResponse }: StoredResponse): JsonObject | null {
  const opened = sealedResponse === null ? null : tryOpen(box, sealedResponse);
  const exact: unknown = opened === null ? null : JSON.parse(opened.toString('utf8'));
  if (isJsonObject(exact)) return exact;
  return isJsonObject(response) ? response : null;
}
