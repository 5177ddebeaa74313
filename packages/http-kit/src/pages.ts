/** A list that is fetched page by page, as it is walked through; each walk starts anew. */
export type Pages<Item> = AsyncIterable<Item> & {
  /** Everything. */
  all(): Promise<Item[]>;
  /** At most so many; fetches no page more than that takes. */
  first(count: number): Promise<Item[]>;
};

export type Page<Item, Cursor> = { items: readonly Item[]; next: Cursor | null };

export type PagesOptions<Item, Cursor> = {
  start: Cursor;
  fetch(cursor: Cursor): Promise<Page<Item, Cursor>>;
  /** What makes an item the same; lists that move while they are read show some twice. */
  id?: (item: Item) => string;
  where?: (item: Item) => boolean;
};

/** A list over a vendor’s pages; it ends with a page that holds nothing new, so that a vendor that repeats itself holds nobody up. */
export function createPages<Item, Cursor>(options: PagesOptions<Item, Cursor>): Pages<Item> {
  const walk = (): AsyncGenerator<Item> => walkPages(options);
  return {
    [Symbol.asyncIterator]: walk,
    all: async () => {
      const items: Item[] = [];
      for await (const item of walk()) items.push(item);
      return items;
    },
    first: async (count) => {
      const items: Item[] = [];
      if (count <= 0) return items;
      for await (const item of walk()) {
        items.push(item);
        if (items.length >= count) break;
      }
      return items;
    },
  };
}

async function* walkPages<Item, Cursor>(options: PagesOptions<Item, Cursor>): AsyncGenerator<Item> {
  const { id, where = () => true } = options;
  const seen = new Set<string>();
  const isNew = (item: Item): boolean => {
    if (id === undefined) return true;
    const sizeBefore = seen.size;
    return seen.add(id(item)).size > sizeBefore;
  };
  for (let cursor: Cursor | null = options.start; cursor !== null; ) {
    const page: Page<Item, Cursor> = await options.fetch(cursor);
    const fresh = page.items.filter(isNew);
    yield* fresh.filter(where);
    // A vendor that gives the same page again and again must not keep the walk going for ever.
    cursor = fresh.length > 0 ? page.next : null;
  }
}
