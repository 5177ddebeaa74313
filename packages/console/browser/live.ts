import { type dataOf, isData, numberOf } from './api.ts';
import { part } from './dom.ts';
import { state } from './state.ts';

type Listeners = { hear(entry: ReturnType<typeof dataOf>): void; reload(): void; signedOut(): void };

let source: EventSource | null = null;

/** Follows what happens. The browser comes back by itself after a break, and says what it had last. */
export function follow({ hear, reload, signedOut }: Listeners): void {
  source?.close();
  source = new EventSource(`/console/api/stream?after=${state.lastSeq}`);
  const say = (text: string): void => {
    part('connection').textContent = text;
  };
  source.addEventListener('open', () => say(''));
  source.addEventListener('error', () => say('The connection is lost; trying again …'));
  source.addEventListener('reset', () => {
    source?.close();
    reload();
  });
  source.addEventListener('signed-out', () => {
    source?.close();
    signedOut();
  });
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const entry: unknown = JSON.parse(data);
    if (!isData(entry)) return;
    state.lastSeq = Math.max(state.lastSeq, numberOf(entry['seq']));
    hear(entry);
  });
}

export const unfollow = (): void => source?.close();
