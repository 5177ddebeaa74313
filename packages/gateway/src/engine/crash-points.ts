import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
import { wrapMethods } from './wrap-methods.ts';

/** Wraps every method of every port, so that each await on one is a named point before and after the call. */
export function withCrashPoints(ports: GatewayPorts, reach: ReachCrashPoint): GatewayPorts {
  return wrapMethods(ports, async ({ name, proceed }) => {
    reach(`${name}:before`);
    const result = await proceed();
    reach(`${name}:after`);
    return result;
  });
}
