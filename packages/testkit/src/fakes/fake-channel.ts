import {
  type Channel,
  type ChannelCapabilities,
  type ChannelTyping,
  type DeferredAnswers,
  type FileContent,
  type HandoffNews,
  type JsonObject,
  type PortResult,
  type PushedMessage,
  portOk,
} from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';
import { createFakeFiles } from './fake-files.ts';

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
  /** Customers' files, by address. */
  stored: Map<string, FileContent>;
  /** Chats in which it was shown that a human writes, as often as it was. */
  typingShown: string[];
  /** What promised answers were finished with, by request id. A request can be finished once. */
  finished: Map<string, JsonObject>;
  /** What a bot elsewhere was told, by chat: the names of operators, and `ended`. */
  announced: Map<string, string[]>;
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
    answeredElsewhere: null,
    hasButtons: true,
    fileLimits: null,
    textCharactersMax: 1_000,
    ...options.capabilities,
  };
  const finished = new Map<string, JsonObject>();
  const pushed = new Map<string, PushedMessage[]>();
  const stored = new Map<string, FileContent>();
  const typingShown: string[] = [];
  const announced = new Map<string, string[]>();
  return {
    name,
    capabilities,
    stored,
    typingShown,
    files: createFakeFiles(stored, disturb),
    typing: createFakeTyping(typingShown, disturb),
    finished,
    announced,
    news: capabilities.answeredElsewhere === null ? null : createFakeNews(announced, disturb),
    pushed,
    render: ({ action, messages, holder, conversationId }) => ({
      action,
      replies: messages.map(({ text }) => text),
      suggestions: messages.at(-1)?.suggestions ?? [],
      holder,
      conversationId,
    }),
    deferred: capabilities.deferredAnswerMs === null ? null : createFakeDeferred(finished, { disturb, isPending }),
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

const createFakeDeferred = (
  finished: Map<string, JsonObject>,
  { disturb, isPending }: { disturb: Disturb; isPending(requestId: string): boolean },
): DeferredAnswers => ({
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
});

function createFakeNews(announced: Map<string, string[]>, disturb: Disturb): HandoffNews {
  const tell = async (chatId: string, what: string): Promise<PortResult<null>> =>
    disturbed(disturb('news.tell'), {
      isWrite: true,
      work: () => {
        const known = announced.get(chatId) ?? [];
        // The end is over once, however often it is told.
        announced.set(chatId, what === 'ended' && known.at(-1) === what ? known : [...known, what]);
        return portOk(null);
      },
    });
  return { assigned: (chatId, { name }) => tell(chatId, name), ended: (chatId) => tell(chatId, 'ended') };
}

const createFakeTyping = (shown: string[], disturb: Disturb): ChannelTyping => ({
  lastsMs: 6_000,
  show: async (chatId) =>
    disturbed(disturb('typing.show'), {
      isWrite: true,
      work: () => {
        shown.push(chatId);
        return portOk(null);
      },
    }),
});
