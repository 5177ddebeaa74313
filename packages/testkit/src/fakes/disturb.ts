import type { PortResult } from '@baton/core';

/** `before`: fails without doing the work; `after`: does it and loses the answer; `refused`: says no for good. */
export type Disturbance = 'none' | 'before' | 'after' | 'refused';
/** Asked once per call, with `port.method`. */
export type Disturb = (operation: string) => Disturbance;

export const undisturbed: Disturb = () => 'none';

/** Does the work of a fake port as the disturbance says. */
export function disturbed<Value>(
  disturbance: Disturbance,
  { isWrite, work }: { isWrite: boolean; work: () => PortResult<Value> },
): PortResult<Value> {
  const detail = 'planned by the test';
  switch (disturbance) {
    case 'none':
      return work();
    case 'before':
      return { type: 'retry', code: 'unreachable', detail, isAmbiguous: false, retryAfterMs: null };
    case 'after':
      work();
      return { type: 'retry', code: 'timeout', detail, isAmbiguous: isWrite, retryAfterMs: null };
    case 'refused':
      return { type: 'refused', code: 'invalid', detail };
    default:
      return disturbance satisfies never;
  }
}
