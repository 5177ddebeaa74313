export type { CallOptions } from '@baton/http-kit';
export type { BotpressClientOptions, BotpressInstallation } from './caller.ts';
export {
  type BotpressClient,
  createBotpressClient,
  type Identified,
  type MessageFields,
  type StateAddress,
  type UserFields,
} from './client.ts';
export type { BotpressConversation, BotpressMessage, BotpressUser, Gotten, Tags } from './things.ts';
