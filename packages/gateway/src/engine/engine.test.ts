import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { JsonObject, TicketSystem } from '@baton/core';
import { createFlatChannel, createFlatInbound } from '@baton/integration-flat';
import {
  createFakeDesk,
  createFakeMailer,
  createFakeTicketSystem,
  createMemoryStore,
  newBotContext,
  newRawRequest,
} from '@baton/testkit';
import { afterEach, expect, it, vi } from 'vitest';
import { loadWorkflows } from '../load-workflows.ts';
import { createCounters } from '../metrics.ts';
import { loadPerformers } from '../performers/load-performers.ts';
import { createSecretBox } from '../secret-box.ts';
import { Engine } from './engine.ts';

const adapter = createFlatInbound({ secret: null, isOpen: true });
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let engine: Engine | undefined;
let nowMs = Date.parse('2026-03-02T10:00:00Z');
afterEach(() => engine?.stop());

/** An engine whose ticket system answers when it is let. */
async function startEngine(): Promise<{ letFile(): void; isAsked(): boolean }> {
  let letFile: () => void = () => undefined;
  const isLet = new Promise<void>((resolve) => {
    letFile = resolve;
  });
  let isAsked = false;
  const system = createFakeTicketSystem();
  const tickets: TicketSystem = {
    ...system,
    create: async (request) => {
      isAsked = true;
      await isLet;
      return system.create(request);
    },
  };
  engine = new Engine({
    store: createMemoryStore(),
    ports: {
      directory: null,
      tickets,
      mailer: createFakeMailer(),
      desks: { salesiq: createFakeDesk() },
      channels: { flat: createFlatChannel({ push: null }) },
    },
    context: newBotContext({
      workflows: await loadWorkflows(fileURLToPath(new URL('../../../../workflows', import.meta.url))),
    }),
    performers: await loadPerformers(),
    secretBox: createSecretBox(Buffer.alloc(32, 1)),
    ids: { next: () => randomUUID() },
    now: () => new Date(nowMs),
    random: () => 0.5,
    reach: () => undefined,
    adapters: [adapter],
    counters: createCounters(),
    logger: quiet,
    answerWithinMs: 500,
  });
  await engine.start();
  return { letFile, isAsked: () => isAsked };
}

async function flat(message: string, messageId: string | null, chat = 'c'): Promise<JsonObject> {
  if (engine === undefined) throw new Error('no engine was started');
  const ids = messageId === null ? { chat_id: chat } : { chat_id: chat, message_id: messageId };
  const request = newRawRequest(
    JSON.stringify({ ...ids, message, visitor_id: 'v', visitor_name: 'Ann', visitor_email: 'ann@example.com' }),
  );
  const deliveries = adapter.parse(request, 'flat');
  const { body, deliveryId } = await engine.accept({
    adapter: adapter.name,
    covers: 'flat',
    request,
    deliveries,
    receipt: null,
  });
  await engine.flushed(deliveryId);
  return body;
}

it('answers a repetition that comes while the first request waits the same, and keeps what comes later for the next one', async () => {
  const { letFile, isAsked } = await startEngine();
  for (const text of ['set up my monitor', '1', 'no']) await flat(text, text);
  const first = flat('no', 'm2');
  await vi.waitFor(() => expect(isAsked()).toBe(true));
  nowMs += 400;
  const second = flat('no', 'm2');
  await new Promise((resolve) => setImmediate(resolve));
  // The first has waited long enough, the second has not; then the ticket system answers.
  nowMs += 200;
  const holding = await first;
  letFile();
  expect(await second).toEqual(holding);
  expect(holding['response']).toContain('One moment');
  const polled = await vi.waitFor(async () => {
    const answer = await flat('', null);
    expect(answer['response']).not.toBe('');
    return answer;
  });
  expect(polled['response']).toContain('Ticket number');
});

it('answers a chat as soon as its own turn is done, however many wait for something else', async () => {
  const { letFile } = await startEngine();
  for (const text of ['set up my monitor', '1', 'no']) await flat(text, text);
  const waiting = flat('no', 'm2');
  const other = await flat('hello', null, 'other');
  expect(other['response']).toContain('Hello');
  letFile();
  expect((await waiting)['response']).toContain('Ticket number');
});
