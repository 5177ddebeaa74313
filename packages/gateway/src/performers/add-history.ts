import { ticketId } from '@baton/core';
import { chunkTranscript, readSpeakers } from '../engine/transcript.ts';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** Room for the marker and the reference line of a note, in characters. */
const markerCharactersMax = 200;

/** Each piece carries its own marker, so that what is on the ticket already is not added again. */
export const perform = definePerformer('add-history', async ({ ports, store, context }, { effect, action, state }) => {
  const { tickets } = ports;
  if (tickets === null) return notConfigured;
  const ticket = ticketId(action.ticketId);
  const messages = await store.conversations.listMessages(state.id, { fromSeq: action.fromSeq, toSeq: action.toSeq });
  const charactersMax = tickets.noteCharactersMax - markerCharactersMax;
  const chunks = chunkTranscript(messages, { charactersMax, speakers: readSpeakers(context.texts, state.locale) });
  let known: string[] = [];
  if (effect.attempts > 1) {
    const listed = await tickets.listNoteMarkers(ticket);
    if (listed.type !== 'ok') return withoutReport(listed);
    known = listed.value;
  }
  for (const [index, text] of chunks.entries()) {
    const marker = `${action.marker}.${index + 1}`;
    if (known.includes(marker)) continue;
    const added = await tickets.addNote(ticket, { marker, text });
    if (added.type !== 'ok') return withoutReport(added);
  }
  return done;
});
