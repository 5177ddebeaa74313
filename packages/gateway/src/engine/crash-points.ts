import type { GatewayPorts, ReachCrashPoint } from './ports.ts';

/** Wraps every method of every port, so that each await on one is a named point before and after the call. */
export function withCrashPoints(ports: GatewayPorts, reach: ReachCrashPoint): GatewayPorts {
  return {
    tickets: wrap('tickets', ports.tickets, reach),
    directory: wrap('directory', ports.directory, reach),
    mailer: wrap('mailer', ports.mailer, reach),
    desk: wrap('desk', ports.desk, reach),
    deferred: wrap('deferred', ports.deferred, reach),
  };
}

function wrap<Port extends object>(portName: string, port: Port, reach: ReachCrashPoint): Port {
  return new Proxy(port, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') return value;
      return async (...values: unknown[]) => {
        const name = `${portName}.${String(property)}`;
        reach(`${name}:before`);
        const result: unknown = await value.apply(target, values);
        reach(`${name}:after`);
        return result;
      };
    },
  });
}
