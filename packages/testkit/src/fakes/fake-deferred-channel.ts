import { type ChannelReply, type DeferredChannel, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

/** Answers that were finished later, by request id. A request can be finished once, and only while `isPending` (default always). */
export function createFakeDeferredChannel(
  options: { disturb?: Disturb; isPending?: (requestId: string) => boolean } = {},
): DeferredChannel & { finished: Map<string, ChannelReply> } {
  const finished = new Map<string, ChannelReply>();
  const disturb = options.disturb ?? undisturbed;
  return {
    finished,
    finish: async (requestId, reply) =>
      disturbed(disturb('deferred.finish'), {
        isWrite: true,
        work: () => {
          if (finished.has(requestId) || options.isPending?.(requestId) === false)
            return { type: 'refused', code: 'invalid', detail: 'it is not waiting for an answer' };
          finished.set(requestId, reply);
          return portOk(null);
        },
      }),
  };
}
