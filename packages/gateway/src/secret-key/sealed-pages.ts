import { type SealedKind, type SealedValue, type Store, sealedKinds } from '@baton/store';

/** Values a page; a page is held in memory. */
const pageMax = 200;

/** Everything sealed in the store, page by page. */
export async function* readSealedPages(
  store: Pick<Store, 'sealed'>,
): AsyncGenerator<{ kind: SealedKind; values: SealedValue[] }> {
  for (const kind of sealedKinds) {
    let after: string | null = null;
    for (;;) {
      const values: SealedValue[] = await store.sealed.list(kind, { after, limit: pageMax });
      const last = values.at(-1);
      if (last === undefined) break;
      after = last.id;
      yield { kind, values };
    }
  }
}
