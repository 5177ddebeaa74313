import { describe } from 'vitest';
import { describeDeferredChannel } from '../ports/deferred-channel.contract.ts';
import { describeDesk } from '../ports/desk.contract.ts';
import { describeIdentityDirectory } from '../ports/identity-directory.contract.ts';
import { describeMailer } from '../ports/mailer.contract.ts';
import { describeTicketSystem } from '../ports/ticket-system.contract.ts';
import { createFakeDeferredChannel } from './fake-deferred-channel.ts';
import { createFakeDesk } from './fake-desk.ts';
import { createFakeDirectory } from './fake-directory.ts';
import { createFakeMailer } from './fake-mailer.ts';
import { createFakeTicketSystem } from './fake-ticket-system.ts';

describe('the fake ticket system', () => describeTicketSystem(async () => createFakeTicketSystem()));
describe('the fake desk', () => describeDesk(async () => createFakeDesk()));
describe('the fake mailer', () => {
  describeMailer(async () => {
    const mailer = createFakeMailer();
    return { mailer, read: async () => mailer.mails };
  });
});
describe('the fake directory', () => {
  const person = { recordId: '1', name: 'John Doe', email: 'john@company.com', phone: null, company: 'Company Inc' };
  describeIdentityDirectory(async () => ({ directory: createFakeDirectory({ people: [person] }), person }));
});
describe('the fake deferred channel', () => {
  describeDeferredChannel(async () => {
    const asked = new Set<string>();
    const channel = createFakeDeferredChannel({ isPending: (id) => asked.has(id) });
    return {
      channel,
      startPending: async () => {
        const id = `request-${asked.size + 1}`;
        asked.add(id);
        return id;
      },
      heard: async (id) => channel.finished.get(id)?.texts ?? [],
    };
  });
});
