import type { Fault, FaultKind, Faults } from './types.ts';

export const faultKinds: readonly FaultKind[] = [
  'status',
  'slow',
  'timeout',
  'drop-response',
  'duplicate-delivery',
  'reorder',
  'index-lag',
];

/** Failures to order; in memory only, so a restart clears them. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (fault) => {
      faults.push(fault);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    take: ({ vendor, operation, kinds }) => {
      const taken = faults.filter(
        (fault) =>
          fault.vendor === vendor &&
          kinds.includes(fault.kind) &&
          (fault.operation === undefined || fault.operation === operation),
      );
      for (const fault of taken) if (fault.times > 0) fault.times -= 1;
      faults = faults.filter((fault) => fault.times !== 0);
      return taken;
    },
    indexLagMs: (vendor, defaultMs) =>
      faults.find((fault) => fault.vendor === vendor && fault.kind === 'index-lag')?.delayMs ?? defaultMs,
  };
}
