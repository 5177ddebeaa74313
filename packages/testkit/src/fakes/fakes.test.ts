import type { JsonObject } from '@baton/core';
import { describe } from 'vitest';
import { describeChannel } from '../ports/channel.contract.ts';
import { describeDesk } from '../ports/desk.contract.ts';
import { describeIdentityDirectory } from '../ports/identity-directory.contract.ts';
import { describeMailer } from '../ports/mailer.contract.ts';
import { describeTicketSystem } from '../ports/ticket-system.contract.ts';
import { createFakeChannel } from './fake-channel.ts';
import { createFakeDesk } from './fake-desk.ts';
import { createFakeDirectory } from './fake-directory.ts';
import { createFakeMailer } from './fake-mailer.ts';
import { createFakeTicketSystem } from './fake-ticket-system.ts';

describe('the fake ticket system', () => describeTicketSystem(async () => createFakeTicketSystem()));
describe('the fake desk', () => {
  const desk = createFakeDesk();
  describeDesk(async () => desk, {
    offerFile: async (_desk, _conversation, { bytes, contentType }) => {
      desk.stored.set('file-1', { bytes, contentType });
      return 'file-1';
    },
  });
});

describe('a fake desk that can do nothing special', () => describeDesk(async () => createFakeDesk({ isAble: false })));
describe('the fake mailer', () => {
  describeMailer(async () => {
    const mailer = createFakeMailer();
    return { mailer, read: async () => mailer.mails };
  });
});
describe('the fake directory', () => {
  const person = { recordId: '1', name: 'John Doe', email: 'john@company.com', phone: null, company: 'Company Inc' };
  const shared = 'family@company.com';
  const people = [person, ...['2', '3'].map((recordId) => ({ ...person, recordId, email: shared }))];
  describeIdentityDirectory(async () => ({ directory: createFakeDirectory({ people }), person, shared }));
});
describe('the fake channel that promises answers and forwards', () => {
  describeChannel(async () => {
    const asked = new Set<string>();
    const channel = createFakeChannel({
      name: 'fake',
      capabilities: { deferredAnswerMs: 170_000, forwardDesk: 'fake' },
      isPending: (id) => asked.has(id),
    });
    return {
      channel,
      startPending: async () => {
        const id = `request-${asked.size + 1}`;
        asked.add(id);
        return id;
      },
      heard: async (id) => readReplies(channel.finished.get(id)),
      brought: async () => [],
    };
  });
});
describe('the fake channel that can be pushed to', () => {
  describeChannel(async () => {
    const channel = createFakeChannel({ name: 'fake', capabilities: { answersInResponse: false, canPush: true } });
    return {
      channel,
      startPending: null,
      heard: async () => [],
      brought: async (chatId) => (channel.pushed.get(chatId) ?? []).map(({ text }) => text),
    };
  });
});

const readReplies = (body: JsonObject | undefined): string[] =>
  Array.isArray(body?.['replies']) ? body['replies'].map(String) : [];
