type Waiting<Item> = { item: Item; resolve(): void; reject(error: unknown): void };

/**
 * Adaptive grouping without a timer: while one call of `run` is under way, items collect; then they all go in one. A group that fails is
 * repeated item by item, so that one harms no other.
 */
export function groupCalls<Item>(run: (items: Item[]) => Promise<void>): (item: Item) => Promise<void> {
  const waiting: Waiting<Item>[] = [];
  let isRunning = false;
  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, groupMax);
      try {
        await run(group.map(({ item }) => item));
        for (const { resolve } of group) resolve();
      } catch (error) {
        await runOneByOne(run, group, error);
      }
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) runAll().catch(reject);
    });
}

const groupMax = 200;

async function runOneByOne<Item>(
  run: (items: Item[]) => Promise<void>,
  group: Waiting<Item>[],
  error: unknown,
): Promise<void> {
  if (group.length === 1) {
    group[0]?.reject(error);
    return;
  }
  for (const { item, resolve, reject } of group) await run([item]).then(resolve, reject);
}
