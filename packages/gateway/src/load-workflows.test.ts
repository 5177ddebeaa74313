import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationId, decide, initialConversation } from '@baton/core';
import { createMemoryStore, newBotContext } from '@baton/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepWorkflows, loadWorkflows } from './load-workflows.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-workflows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (question: string, next = 'done'): void =>
  writeFileSync(
    join(folder, 'cat.yaml'),
    `name: cat
title: My cat
triggers: { phrases: [my cat], all: [[cat]] }
start: name
steps:
  - { id: name, kind: ask, slot: name, text: "${question}", explain: "A name, please.", next: colour }
  - { id: colour, kind: ask, slot: colour, text: "${question} And its colour?", explain: "A colour, please.", next: ${next} }
  - { id: done, kind: end, outcome: solved, text: "Thank you." }
`,
  );

const profile = { visitorId: null, name: null, email: null, phone: null, senderAddress: null };
const now = new Date('2026-03-02T10:00:00Z');

it('lets a running conversation go on with the version it started with, also after a restart', async () => {
  const { workflows: versions } = createMemoryStore();
  const say = (text: string) => ({ type: 'receive-customer-message' as const, text, profile });
  const load = async () => {
    const workflows = await loadWorkflows(folder);
    return {
      ...newBotContext({ workflows, earlierWorkflows: await keepWorkflows(versions, workflows) }),
      now,
      allowances: new Map(),
      deskLoads: new Map(),
    };
  };
  write('What is its name?');
  const fresh = initialConversation({ id: conversationId('c1'), channel: 'flat', chatId: 'chat' });
  const started = decide(say('my cat is blue'), fresh, await load());
  expect(started.messages.filter(({ author }) => author === 'bot').map(({ text }) => text)).toEqual([
    'What is its name?',
  ]);
  write('How is it called?');
  const context = await load();
  const next = decide(say('Tom'), started.state, context);
  expect(next.messages.filter(({ author }) => author === 'bot').map(({ text }) => text)).toContain(
    'What is its name? And its colour?',
  );
  expect(
    decide(say('my cat is blue'), fresh, context)
      .messages.filter(({ author }) => author === 'bot')
      .map(({ text }) => text),
  ).toEqual(['How is it called?']);
});

it('hands over to a human when the version is kept no more', async () => {
  write('What is its name?');
  const fresh = initialConversation({ id: conversationId('c1'), channel: 'flat', chatId: 'chat' });
  const workflows = await loadWorkflows(folder);
  const context = { ...newBotContext({ workflows }), now, allowances: new Map(), deskLoads: new Map() };
  const started = decide({ type: 'receive-customer-message', text: 'my cat', profile }, fresh, context);
  const lost = { ...context, workflows: [] };
  const next = decide({ type: 'receive-customer-message', text: 'Tom', profile }, started.state, lost);
  expect(next.state.baton.holder).toBe('desk');
});

it('names the folder that cannot be read, and the setting', async () => {
  await expect(loadWorkflows('/nowhere/at/all')).rejects.toMatchObject({
    code: 'workflow-invalid',
    message: expect.stringMatching(/\/nowhere\/at\/all: [\s\S]*BATON_WORKFLOWS_DIR/),
  });
});

it('names file, line, column and problem of a workflow that cannot be used', async () => {
  write('What is its name?', 'nowhere');
  await expect(loadWorkflows(folder)).rejects.toThrow(/cat\.yaml:7:\d+: step "nowhere" does not exist/);
});
