export { newBotContext, polledChannel } from './bot-context.ts';
export type { Disturb, Disturbance } from './fakes/disturb.ts';
export { createFakeChannel, type FakeChannel } from './fakes/fake-channel.ts';
export { createFakeDesk, type FakeDesk, type FakeDeskChat } from './fakes/fake-desk.ts';
export { createFakeDirectory } from './fakes/fake-directory.ts';
export { createFakeMailer } from './fakes/fake-mailer.ts';
export { createFakeTicketSystem, type FakeTicket } from './fakes/fake-ticket-system.ts';
export { createMemoryStore } from './memory/memory-store.ts';
export { describeChannel, newTurnAnswer } from './ports/channel.contract.ts';
export { describeDesk, newDeskOpening } from './ports/desk.contract.ts';
export { describeIdentityDirectory } from './ports/identity-directory.contract.ts';
export {
  describeInboundAdapter,
  type InboundSample,
  type InboundTrial,
  newRawRequest,
} from './ports/inbound.contract.ts';
export { describeMailer } from './ports/mailer.contract.ts';
export { describeTicketSystem, newTicketRequest, unwrap } from './ports/ticket-system.contract.ts';
export { createDatabase, type StartPostgresOptions, startPostgres, type TestPostgres } from './start-postgres.ts';
export { describeStore } from './store.contract.ts';
