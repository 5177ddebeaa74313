import { createFieldReader, isJsonObject, type RawRequest } from '@baton/core';
import { parseJson } from '@baton/http-kit';
import { isBotpressId } from './installation.ts';

/** What was made and found out for a start before it was stored; kept with the request as a header of this name. */
export type StartNotes = { conversationId: string; name: string | null; email: string | null };

export const notesHeader = 'baton-start';

const { malformed } = createFieldReader('docs/contracts/botpress.md');

export const noteStart = (notes: StartNotes): Readonly<Record<string, string>> => ({
  [notesHeader]: JSON.stringify(notes),
});

/** @throws AppError `delivery-malformed` */
export function readStartNotes({ headers }: Pick<RawRequest, 'headers'>): StartNotes {
  const written = headers[notesHeader];
  const read: unknown = typeof written === 'string' ? parseSafely(written) : null;
  const { conversationId, name, email } = isJsonObject(read) ? read : {};
  if (typeof conversationId !== 'string' || !isBotpressId(conversationId))
    throw malformed(notesHeader, 'is missing among the notes');
  return { conversationId, name: textOf(name), email: textOf(email) };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

function parseSafely(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
