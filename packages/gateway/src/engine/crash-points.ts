import type { Channel } from '@baton/core';
import type { GatewayPorts, ReachCrashPoint } from './ports.ts';
import { type Call, wrapMethods } from './wrap-methods.ts';

/** Wraps every method of every port that reaches out, so that each await on one is a named point before and after the call. */
export function withCrashPoints({ channels, ...ports }: GatewayPorts, reach: ReachCrashPoint): GatewayPorts {
  const wrapped = Object.entries(channels).map(([name, channel]) => [name, wrapChannel(channel, reach)]);
  return { ...wrap(ports, reach), channels: Object.fromEntries(wrapped) };
}

/** Rendering is pure, and no point to be killed at. */
const wrapChannel = (channel: Channel, reach: ReachCrashPoint): Channel => ({
  ...channel,
  deferred: channel.deferred === null ? null : wrap(channel.deferred, reach, 'deferred'),
  push: channel.push === null ? null : wrap(channel.push, reach, 'push'),
});

function wrap<Target extends object>(target: Target, reach: ReachCrashPoint, path?: string): Target {
  const through = async ({ name, proceed }: Call): Promise<unknown> => {
    reach(`${name}:before`);
    const result = await proceed();
    reach(`${name}:after`);
    return result;
  };
  return wrapMethods(target, through, path);
}
