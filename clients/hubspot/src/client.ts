import { createChannelAccounts } from './channel/accounts.ts';
import { createChannels } from './channel/channels.ts';
import { createMessages } from './channel/messages.ts';
import { createContacts } from './contacts.ts';
import { createHubSpotContext, type HubSpotOptions } from './context.ts';
import { createActors } from './conversations/actors.ts';
import { createInboxes } from './conversations/inboxes.ts';
import { createThreads } from './conversations/threads.ts';
import { createFiles } from './files.ts';
import { createVisitorTokens } from './visitor-tokens.ts';

export type HubSpotClient = ReturnType<typeof createHubSpotClient>;

/**
 * HubSpot's custom channels, conversations, files and contacts (contract hubspot). All errors are ClientErrors.
 * @example
 * const hubspot = createHubSpotClient({ http: createHttp(), tokens, developer: { key: developerKey, appId } });
 * const inboxes = await hubspot.inboxes.list().all();
 */
export function createHubSpotClient(options: HubSpotOptions) {
  const context = createHubSpotContext(options);
  return {
    channels: createChannels(context),
    channelAccounts: createChannelAccounts(context),
    messages: createMessages(context),
    inboxes: createInboxes(context),
    threads: createThreads(context),
    actors: createActors(context),
    files: createFiles(context, options),
    contacts: createContacts(context),
    visitorTokens: createVisitorTokens(context),
  };
}
