import type { KeyRow } from '../rows.ts';
import { createSigningPair } from '../signing.ts';
import type { SalesIqStore } from '../store.ts';

/** Makes and keeps a new pair for a webhook; its older key goes on signing until it is dropped. */
export function addKey(store: SalesIqStore, owner: string): KeyRow {
  const key = { id: store.host.nextId(), owner, ...createSigningPair(), createdAt: store.now() };
  return store.tables.keys.insert(key);
}
