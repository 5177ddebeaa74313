import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../support/emulators.ts';
import { root } from '../support/processes.ts';

/** A chat as the customer and the vendors know it. */
export type RecordedChat = {
  /** On the flat channel the customer's own id for the chat; at SalesIQ the vendor's. */
  chatId: string;
  email: string;
  /** A message that was not answered yet; it is sent again under the same id. */
  unanswered?: { messageId: string; text: string };
};

/** An installation that was killed: what its database and its vendors held, and what was going on. Times are ISO instants. */
export type Recording = {
  recordedFrom: string;
  killedAt: string;
  /** Base64 of `BATON_SECRET_KEY`. */
  secretKey: string;
  chats: Record<string, RecordedChat>;
  database: { migrations: string[]; tables: Record<string, Row[]> };
  emulators: object;
};

const folderOf = (version: string): string => join(root, 'fixtures', 'upgrade', version);

export function writeRecording(version: string, { database, emulators, ...about }: Recording): string {
  const folder = folderOf(version);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'about.json'), `${JSON.stringify(about, null, 2)}\n`);
  writeFileSync(join(folder, 'database.json'), `${JSON.stringify(database)}\n`);
  writeFileSync(join(folder, 'emulators.json'), `${JSON.stringify(emulators)}\n`);
  return folder;
}

/**
 * Reads a recording with all its times moved to `now`, as if the kill had just happened. They move by whole seconds, so that fractions
 * and their order stay. What is encrypted keeps its times.
 */
export function readRecording(version: string, now: Date): Recording {
  const folder = folderOf(version);
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const written = JSON.parse(read('about.json')) as Pick<Recording, 'recordedFrom' | 'killedAt'>;
  const seconds = Math.floor((now.getTime() - Date.parse(written.killedAt)) / 1_000);
  const move = (text: string): unknown => JSON.parse(moveTimes(text, { since: written.recordedFrom, seconds }));
  const about = move(read('about.json')) as Omit<Recording, 'database' | 'emulators'>;
  return {
    ...about,
    database: move(read('database.json')) as Recording['database'],
    emulators: move(read('emulators.json')) as object,
  };
}

const dayMs = 24 * 3_600_000;
const instants = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)/g;
const localLength = '2030-01-01T00:00:00'.length;
const epochs = /(?<![\d.])1[5-9]\d{11}(?![\d.])/g;

/** Moves ISO instants and epoch milliseconds that lie after the recording's start (and before tokens made in it are over). */
function moveTimes(text: string, { since, seconds }: { since: string; seconds: number }): string {
  const fromMs = Date.parse(since);
  const isRecent = (ms: number): boolean => ms >= fromMs && ms < fromMs + dayMs;
  return text
    .replaceAll(instants, (whole) => {
      if (!isRecent(Date.parse(whole))) return whole;
      const moved = new Date(Date.parse(`${whole.slice(0, localLength)}Z`) + seconds * 1_000);
      return moved.toISOString().slice(0, localLength) + whole.slice(localLength);
    })
    .replaceAll(epochs, (whole) => (isRecent(Number(whole)) ? String(Number(whole) + seconds * 1_000) : whole));
}
