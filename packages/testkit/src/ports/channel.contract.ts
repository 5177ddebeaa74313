import type {
  Channel,
  ChannelMessage,
  DeferredAnswers,
  JsonObject,
  Push,
  PushedMessage,
  TurnAnswer,
} from '@baton/core';
import { describe, expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

type Opened = {
  channel: Channel;
  /** Makes a request that waits for its answer and returns its id; null where answers cannot be finished later. */
  startPending: (() => Promise<string>) | null;
  /** What was said to the customer in answer to a request. */
  heard(requestId: string): Promise<string[]>;
  /** What was brought to a chat, repetitions as often as the customer sees them. */
  brought(chatId: string): Promise<string[]>;
};

const say = (text: string, suggestions: string[] = []): ChannelMessage => ({
  author: 'bot',
  text,
  suggestions,
  file: null,
});

/** An answer of the turn; one plain reply unless told otherwise. */
export const newTurnAnswer = (overrides: Partial<TurnAnswer> = {}): TurnAnswer => ({
  action: 'reply',
  conversationId: 'conversation-1',
  messages: [say('Hello'), say('What is it about?', ['Password', 'Something else'])],
  holder: 'bot',
  ticket: null,
  now: new Date('2026-03-02T10:00:00Z'),
  ...overrides,
});

/** What every channel must do. */
export function describeChannel(open: () => Promise<Opened>): void {
  it('can do what it says, and has nothing for what it cannot', async () => {
    const { channel } = await open();
    const { answersInResponse, canPush, deferredAnswerMs, textCharactersMax } = channel.capabilities;
    expect(channel.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(answersInResponse || canPush).toBe(true);
    expect(channel.push !== null).toBe(canPush);
    expect(channel.news !== null).toBe(channel.capabilities.answeredElsewhere !== null);
    expect(channel.deferred !== null).toBe(deferredAnswerMs !== null);
    expect(textCharactersMax).toBeGreaterThanOrEqual(100);
  });

  it('renders the same answer the same each time, as plain JSON with a list of all words', async () => {
    const { channel } = await open();
    for (const answer of listAnswers(channel)) {
      const before = structuredClone(answer);
      const body = channel.render(answer);
      expect(channel.render(answer)).toEqual(body);
      expect(answer).toEqual(before);
      expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      const strings = listStrings(body);
      const texts = answer.messages.map(({ text }) => text);
      expect(
        listLists(body).map((list) => list.toSorted()),
        JSON.stringify(body),
      ).toContainEqual(texts.toSorted());
      if (channel.capabilities.hasButtons && answer.action === 'reply')
        for (const suggestion of answer.messages.at(-1)?.suggestions ?? []) expect(strings).toContain(suggestion);
    }
  });

  it('tells the actions apart that it can be asked for', async () => {
    const { channel } = await open();
    const bodies = listAnswers(channel).map((answer) => JSON.stringify(channel.render(answer)));
    expect(bodies).toEqual([...new Set(bodies)]);
  });

  describe('when answers can be finished later', () => {
    it('says what was missing', async () => {
      await withDeferred(open, async ({ deferred, id, body, heard }) => {
        unwrap(await deferred.finish(id, body(['one', 'two'])));
        expect(await heard(id)).toEqual(['one', 'two']);
      });
    });
    it('refuses the second answer to one request, and says nothing of it', async () => {
      await withDeferred(open, async ({ deferred, id, body, heard }) => {
        unwrap(await deferred.finish(id, body(['once'])));
        expect((await deferred.finish(id, body(['twice']))).type).toBe('refused');
        expect(await heard(id)).toEqual(['once']);
      });
    });
    it('refuses an answer to a request that does not exist', async () => {
      await withDeferred(open, async ({ deferred, body }) => {
        expect((await deferred.finish('nobody-asked', body(['x']))).type).toBe('refused');
      });
    });
  });

  describe('when words can be brought', () => {
    const message = (id: string, text: string): PushedMessage => ({ ...say(text), id, authorName: null });
    it('brings them in order, each once', async () => {
      await withPush(open, async ({ push, brought }) => {
        unwrap(await push.send('chat-1', [message('m1', 'one'), message('m2', 'two')]));
        unwrap(await push.send('chat-1', [message('m3', 'ünïcödé 👩‍🚒')]));
        expect(await brought('chat-1')).toEqual(['one', 'two', 'ünïcödé 👩‍🚒']);
        expect(await brought('chat-2')).toEqual([]);
      });
    });
    it('tells which have arrived, or shows a repetition once', async () => {
      await withPush(open, async ({ push, brought }) => {
        unwrap(await push.send('chat-3', [message('m1', 'one')]));
        if (push.findArrived !== null) expect(unwrap(await push.findArrived('chat-3', ['m1', 'm2']))).toEqual(['m1']);
        else unwrap(await push.send('chat-3', [message('m1', 'one'), message('m2', 'two')]));
        expect(await brought('chat-3')).toEqual(push.findArrived === null ? ['one', 'two'] : ['one']);
      });
    });
  });
}

/** Everything that the engine may ask this channel to render. */
function listAnswers({ capabilities }: Channel): TurnAnswer[] {
  const agent: ChannelMessage = { author: 'agent', text: 'I am Sarah', suggestions: [], file: null };
  return [
    newTurnAnswer(),
    newTurnAnswer({ messages: [] }),
    newTurnAnswer({ messages: [say('<b>quoted</b> "text" & more\nlines 👩‍🚒')] }),
    newTurnAnswer({ messages: [say('x'.repeat(capabilities.textCharactersMax))] }),
    ...(capabilities.forwardDesk === null
      ? [newTurnAnswer({ holder: 'desk', messages: [say('One moment'), agent] })]
      : [newTurnAnswer({ action: 'forward', holder: 'desk' }), newTurnAnswer({ action: 'forward', messages: [] })]),
    ...(capabilities.deferredAnswerMs === null ? [] : [newTurnAnswer({ action: 'pending' })]),
  ];
}

/** Every list of texts in a body, wherever it stands. */
function listLists(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) && value.every((item) => typeof item === 'string') ? [value as string[]] : [];
  return [...own, ...Object.values(value).flatMap(listLists)];
}

function listStrings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listStrings) : [];
}

type DeferredTrial = {
  deferred: DeferredAnswers;
  id: string;
  body(texts: string[]): JsonObject;
  heard: Opened['heard'];
};

async function withDeferred(open: () => Promise<Opened>, work: (trial: DeferredTrial) => Promise<void>): Promise<void> {
  const { channel, startPending, heard } = await open();
  expect(startPending !== null).toBe(channel.deferred !== null);
  if (channel.deferred === null || startPending === null) return;
  const body = (texts: string[]) => channel.render(newTurnAnswer({ messages: texts.map((text) => say(text)) }));
  await work({ deferred: channel.deferred, id: await startPending(), body, heard });
}

async function withPush(
  open: () => Promise<Opened>,
  work: (trial: { push: Push; brought: Opened['brought'] }) => Promise<void>,
): Promise<void> {
  const { channel, brought } = await open();
  if (channel.push !== null) await work({ push: channel.push, brought });
}
