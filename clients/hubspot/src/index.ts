export type { ChannelAccount, ChannelAccountBody } from './channel/accounts.ts';
export type { ChannelBody, ChannelCapabilities, CustomChannel, DeliveryIdentifierType } from './channel/channels.ts';
export type { DeliveryIdentifier, MessageAttachment, MessageParty, ThreadEntry } from './channel/message.ts';
export type { Publication, PublishAttachment, PublishParty } from './channel/messages.ts';
export { createHubSpotClient, type HubSpotClient } from './client.ts';
export type { HubSpotContact, NewContact } from './contacts.ts';
export type { HubSpotOptions } from './context.ts';
export type { Actor } from './conversations/actors.ts';
export type { Inbox } from './conversations/inboxes.ts';
export type { HubSpotComment, Thread, ThreadFilter } from './conversations/threads.ts';
export type { HubSpotFile, HubSpotFileContent, SignedUrl } from './files.ts';
export {
  createHubSpotConsentUrl,
  type HubSpotConsent,
  type HubSpotConsentRequest,
  readHubSpotConsent,
} from './oauth/consent.ts';
export {
  createHubSpotOAuth,
  type HubSpotIntrospection,
  type HubSpotOAuth,
  type HubSpotOAuthOptions,
  type OAuthCallOptions,
} from './oauth/oauth-client.ts';
export type { HubSpotTokenAnswer } from './oauth/token-endpoint.ts';
export {
  createHubSpotMemoryStore,
  createHubSpotTokenSource,
  type HubSpotConnection,
  type HubSpotTokenSourceOptions,
  type HubSpotTokenStore,
  toHubSpotConnection,
} from './oauth/token-source.ts';
export { type HubSpotVersions, hubSpotVersions } from './versions.ts';
