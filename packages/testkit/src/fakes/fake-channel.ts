import { type Channel, type ChannelCapabilities, type JsonObject, type PushedMessage, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

type Options = {
  name: string;
  capabilities?: Partial<ChannelCapabilities>;
  disturb?: Disturb;
  /** Whether the vendor is still waiting for the answer to this request (default always). */
  isPending?: (requestId: string) => boolean;
  /** The receiver of pushed words tells which it has, and keeps repeated ones twice; else it drops those itself (default). */
  canLookUpPushed?: boolean;
};

export type FakeChannel = Channel & {
  /** What promised answers were finished with, by request id. A request can be finished once. */
  finished: Map<string, JsonObject>;
  /** Pushed messages as they came, by chat. */
  pushed: Map<string, PushedMessage[]>;
};

/** A channel in memory. By default it answers in the response and can do nothing else. */
export function createFakeChannel({
  name,
  disturb = undisturbed,
  isPending = () => true,
  canLookUpPushed = false,
  ...options
}: Options): FakeChannel {
  const capabilities: ChannelCapabilities = {
    answersInResponse: true,
    isPolled: true,
    canPush: false,
    deferredAnswerMs: null,
    forwardDesk: null,
    hasButtons: true,
    hasTyping: false,
    textCharactersMax: 1_000,
    ...options.capabilities,
  };
  const finished = new Map<string, JsonObject>();
  const pushed = new Map<string, PushedMessage[]>();
  return {
    name,
    capabilities,
    finished,
    pushed,
    render: ({ action, messages, holder, conversationId }) => ({
      action,
      replies: messages.map(({ text }) => text),
      suggestions: messages.at(-1)?.suggestions ?? [],
      holder,
      conversationId,
    }),
    deferred:
      capabilities.deferredAnswerMs === null
        ? null
        : {
            finish: async (requestId, body) =>
              disturbed(disturb('deferred.finish'), {
                isWrite: true,
                work: () => {
                  if (finished.has(requestId) || !isPending(requestId))
                    return { type: 'refused', code: 'invalid', detail: 'it is not waiting for an answer' };
                  finished.set(requestId, body);
                  return portOk(null);
                },
              }),
          },
    push: capabilities.canPush
      ? {
          send: async (chatId, messages) =>
            disturbed(disturb('push.send'), {
              isWrite: true,
              work: () => {
                const known = pushed.get(chatId) ?? [];
                const isNew = ({ id }: PushedMessage): boolean => known.every((message) => message.id !== id);
                const news = canLookUpPushed ? messages : messages.filter(isNew);
                pushed.set(chatId, [...known, ...news]);
                return portOk(null);
              },
            }),
          findArrived: canLookUpPushed
            ? async (chatId, ids) =>
                disturbed(disturb('push.findArrived'), {
                  isWrite: false,
                  work: () => portOk((pushed.get(chatId) ?? []).map(({ id }) => id).filter((id) => ids.includes(id))),
                })
            : null,
        }
      : null,
  };
}
