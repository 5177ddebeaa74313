import { PassThrough } from 'node:stream';
import type { ConsoleEvent } from '@baton/store';
import type { Hub } from './hub.ts';

const beatEveryMs = 15_000;
/** A page that does not read is let go; it comes again and asks for what it lacks. */
const waitingBytesMax = 1_000_000;
/** Who lacks more than this begins anew. */
const lackingMax = 5_000;

export type StreamSettings = {
  hub: Hub;
  /** Number of the last event that the page has; null: it begins now. */
  after: number | null;
  head: number;
  /** Every few seconds while it is open; false: the session has ended. */
  isStillThere(): Promise<boolean>;
  /** As it is sent; null: the page does not need it. */
  toWire(event: ConsoleEvent): object | null;
  onFailure(error: unknown): void;
};

/** Server-sent events: everything after a number, in order and without a gap, and a sign of life every 15 s. Ends with the session. */
export function openStream({ hub, after, head, isStillThere, toWire, onFailure }: StreamSettings): PassThrough {
  const out = new PassThrough();
  const isLost = after !== null && (after > head || head - after > lackingMax);
  let cursor = after === null || isLost ? head : after;
  out.write(`retry: 2000\nid: ${cursor}\nevent: ${isLost ? 'reset' : 'hello'}\ndata: {"head":${head}}\n\n`);
  /** Writes what is there after the cursor; false when that was nothing. */
  const writeSome = async (): Promise<boolean> => {
    const events = await hub.readAfter(cursor);
    for (const event of events) {
      cursor = event.seq;
      const wire = toWire(event);
      if (wire !== null && !out.destroyed) out.write(`id: ${cursor}\ndata: ${JSON.stringify(wire)}\n\n`);
    }
    if (out.writableLength > waitingBytesMax) out.destroy();
    return events.length > 0;
  };
  let isPumping = false;
  let isAgain = false;
  const pump = async (): Promise<void> => {
    isAgain = true;
    if (isPumping) return;
    isPumping = true;
    while (isAgain && !out.destroyed) {
      isAgain = false;
      if (await writeSome()) isAgain = true;
    }
    isPumping = false;
  };
  const safely = (work: () => Promise<void>) => (): void => {
    work().catch((error: unknown) => {
      onFailure(error);
      out.destroy();
    });
  };
  const beat = safely(async () => {
    if (!(await isStillThere())) out.end('event: signed-out\ndata: {}\n\n');
    else if (!out.destroyed) out.write(`: ${cursor}\n\n`);
  });
  const timer = setInterval(beat, beatEveryMs);
  timer.unref();
  const stop = hub.listen(safely(pump), () => out.end());
  out.once('close', () => {
    clearInterval(timer);
    stop();
  });
  safely(pump)();
  return out;
}
