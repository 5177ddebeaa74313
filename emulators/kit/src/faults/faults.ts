import type { Fault, FaultKind } from './fault.ts';

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): Fault[];
  /** The faults that strike here, the oldest of each kind, each counted down. */
  take(match: { vendor: string; operation: string; kinds: readonly FaultKind[] }): Fault[];
  indexLagMs(vendor: string, defaultMs: number): number;
}

type Armed = { fault: Fault; draw: () => number };

/** Failures to order; in memory only, so a restart clears them. */
export function createFaults(): Faults {
  let all: Armed[] = [];
  return {
    add: (given) => {
      const fault = given.probability === undefined ? { ...given } : { seed: drawSeed(), ...given };
      all.push({ fault, draw: createDraw(fault.seed ?? 0) });
    },
    clear: () => {
      all = [];
    },
    list: () => all.map(({ fault }) => ({ ...fault })),
    take: ({ vendor, operation, kinds }) => {
      const taken = new Map<FaultKind, Fault>();
      const isMeant = (fault: Fault): boolean =>
        fault.vendor === vendor && kinds.includes(fault.kind) && (fault.operation ?? operation) === operation;
      for (const { fault, draw } of all.filter((armed) => isMeant(armed.fault))) {
        if (taken.has(fault.kind) || (fault.probability !== undefined && draw() >= fault.probability)) continue;
        taken.set(fault.kind, { ...fault });
        if (fault.times > 0) fault.times -= 1;
      }
      const struck = [...taken.values()];
      if (struck.length > 0) all = all.filter(({ fault }) => fault.times !== 0);
      return struck;
    },
    indexLagMs: (vendor, defaultMs) =>
      all.find(({ fault }) => fault.vendor === vendor && fault.kind === 'index-lag')?.fault.delayMs ?? defaultMs,
  };
}

const seedMax = 2 ** 32;
const drawSeed = (): number => Math.floor(Math.random() * seedMax);

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
function createDraw(seed: number): () => number {
  let state = seed % seedMax;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / seedMax;
  };
}
