import type { Store } from '@baton/store';
import { afterAll, beforeAll } from 'vitest';
import { describeAllowances } from './store/allowances.contract.ts';
import { describeAtOnce } from './store/at-once.contract.ts';
import { describeConversations } from './store/conversations.contract.ts';
import { describeHandoffs } from './store/handoffs.contract.ts';
import { describeInbox } from './store/inbox.contract.ts';
import { describeKeeping } from './store/keeping.contract.ts';
import { describeOutbox } from './store/outbox.contract.ts';
import { describeTimers } from './store/timers.contract.ts';
import { describeTogether } from './store/together.contract.ts';
import { describeUnstorable } from './store/unstorable.contract.ts';
import { describeWords } from './store/words.contract.ts';

/** What every engine must do the same. Lanes are unique per test, and other tests' lanes are left alone. */
export function describeStore(open: () => Promise<Store>): void {
  let store: Store;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());
  describeInbox(() => store);
  describeConversations(() => store);
  describeAtOnce(() => store);
  describeTogether(() => store);
  describeOutbox(() => store);
  describeTimers(() => store);
  describeUnstorable(() => store);
  describeKeeping(() => store);
  describeAllowances(() => store);
  describeHandoffs(() => store);
  describeWords(() => store);
}
