export type { Disturb, Disturbance } from './fakes/disturb.ts';
export { createFakeDeferredChannel } from './fakes/fake-deferred-channel.ts';
export { createFakeDesk, type FakeDeskChat } from './fakes/fake-desk.ts';
export { createFakeDirectory } from './fakes/fake-directory.ts';
export { createFakeMailer } from './fakes/fake-mailer.ts';
export { createFakeTicketSystem, type FakeTicket } from './fakes/fake-ticket-system.ts';
export { createMemoryStore } from './memory/memory-store.ts';
export { createDatabase, type StartPostgresOptions, startPostgres, type TestPostgres } from './start-postgres.ts';
export { describeStore } from './store.contract.ts';
