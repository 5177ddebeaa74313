import type { Data } from './api.ts';

/** What the page knows; the server knows better, and is asked again after every change. */
export const state: {
  me: Data;
  nextDesks: string[];
  board: Data;
  chosen: string | null;
  chat: Data;
  lastSeq: number;
  hasSound: boolean;
} = { me: {}, nextDesks: [], board: {}, chosen: null, chat: {}, lastSeq: 0, hasSound: false };
