/** Lanes that take turns; within a lane first come, first served. */
export type FairQueue<Item> = {
  push(lane: string, item: Item): void;
  /** Whose turn it is. */
  peek(): Item | undefined;
  /** Takes the one whose turn it is; its lane goes behind the others. */
  shift(): void;
  remove(lane: string, item: Item): void;
  /** Empties the queue. */
  drain(): Item[];
};

export function createFairQueue<Item>(): FairQueue<Item> {
  // A Map keeps the order of insertion, so the first lane is the one whose turn it is.
  const lanes = new Map<string, Item[]>();
  return {
    push: (lane, item) => {
      const items = lanes.get(lane);
      if (items === undefined) lanes.set(lane, [item]);
      else items.push(item);
    },
    peek: () => lanes.values().next().value?.[0],
    shift: () => {
      const [lane, items] = lanes.entries().next().value ?? [];
      if (lane === undefined || items === undefined) return;
      items.shift();
      lanes.delete(lane);
      if (items.length > 0) lanes.set(lane, items);
    },
    remove: (lane, item) => {
      const rest = (lanes.get(lane) ?? []).filter((other) => other !== item);
      if (rest.length === 0) lanes.delete(lane);
      else lanes.set(lane, rest);
    },
    drain: () => {
      const all = [...lanes.values()].flat();
      lanes.clear();
      return all;
    },
  };
}
