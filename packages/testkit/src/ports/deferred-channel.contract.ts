import type { DeferredChannel } from '@baton/core';
import { expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

/** `startPending` makes a request that waits for its answer and returns its id. */
type Opened = {
  channel: DeferredChannel;
  startPending: () => Promise<string>;
  heard: (requestId: string) => Promise<string[]>;
};

/** What every channel must do that lets us finish an answer later. */
export function describeDeferredChannel(open: () => Promise<Opened>): void {
  it('says what was missing', async () => {
    const { channel, startPending, heard } = await open();
    const id = await startPending();
    unwrap(await channel.finish(id, { texts: ['one', 'two'], suggestions: ['Yes', 'No'], action: 'reply' }));
    expect(await heard(id)).toEqual(['one', 'two']);
  });

  it('refuses the second answer to one request, and says nothing of it', async () => {
    const { channel, startPending, heard } = await open();
    const id = await startPending();
    unwrap(await channel.finish(id, { texts: ['once'], suggestions: [], action: 'reply' }));
    const again = await channel.finish(id, { texts: ['twice'], suggestions: [], action: 'reply' });
    expect(again.type).toBe('refused');
    expect(await heard(id)).toEqual(['once']);
  });

  it('refuses an answer to a request that does not exist', async () => {
    const { channel } = await open();
    const result = await channel.finish('nobody-asked', { texts: ['x'], suggestions: [], action: 'reply' });
    expect(result.type).toBe('refused');
  });
}
