import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
import { wrapMethods } from './wrap-methods.ts';

/** Every await on a port is a named point before and after the call, for example `desks.salesiq.open:after`. */
export const withCrashPoints = (ports: GatewayPorts, reach: ReachCrashPoint): GatewayPorts =>
  wrapMethods(ports, ({ name, proceed }) => {
    reach(`${name}:before`);
    const result = proceed();
    // What a port tells without waiting (a channel's rendering) cannot be cut in two.
    if (!(result instanceof Promise)) return result;
    return result.then((value: unknown) => {
      reach(`${name}:after`);
      return value;
    });
  });
