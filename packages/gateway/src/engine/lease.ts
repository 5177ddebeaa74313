import { wrapMethods } from './wrap-methods.ts';

/**
 * What a worker knows of its lease. It counts as lost when the database said so, and also when our own clock says that it may have run
 * out: a process that was stopped for a while (a suspended machine, a long pause) must not act on a lane that another has taken over.
 */
export type Lease = { isLost(): boolean; renew(renewAtDatabase: () => Promise<boolean>): Promise<void> };

/** `askedAtMs`: the monotonic time at which the claim was asked for, so before the database started to count. */
export function startLease(askedAtMs: number, leaseMs: number, now: () => number = () => performance.now()): Lease {
  let validUntilMs = askedAtMs + leaseMs;
  let isTaken = false;
  return {
    isLost: () => isTaken || now() >= validUntilMs,
    renew: async (renewAtDatabase) => {
      const askedAgainAtMs = now();
      if (await renewAtDatabase()) validUntilMs = askedAgainAtMs + leaseMs;
      else isTaken = true;
    },
  };
}

/** Thrown instead of acting on the outside world when the lease is lost. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The same ports, each call of which is refused once the lease is lost. */
export function guardPorts<Ports extends object>(ports: Ports, isLost: () => boolean): Ports {
  return wrapMethods(ports, ({ proceed }) => {
    if (isLost()) throw new LeaseLost('the lease is lost');
    return proceed();
  });
}
