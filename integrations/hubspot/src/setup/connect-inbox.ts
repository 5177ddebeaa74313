import type { ChannelAccount, ChannelBody, CustomChannel, HubSpotClient } from '@baton/client-hubspot';
import { AppError } from '@baton/core';
import { ClientError } from '@baton/http-kit';
import type { HubSpotPlace } from '../place.ts';

/** What was reached so far; kept after each step, so that a set-up that was broken off goes on where it stood. */
export type SetupState = {
  /** When a channel was registered that HubSpot does not show yet (ISO), so that nobody registers a second one meanwhile. */
  registeringSince: string | null;
  channelId: string | null;
  place: HubSpotPlace | null;
};

export type SetupWish = {
  /** Stable: a channel is found again by it. */
  name: string;
  webhookUrl: string;
  inboxId: string;
  hasFiles: boolean;
};

export type SetupTools = {
  client: Pick<HubSpotClient, 'channels' | 'channelAccounts'>;
  read(): Promise<SetupState>;
  write(state: SetupState): Promise<void>;
  /** Told of each step, and of each wait. */
  progress(line: string): void;
  now(): Date;
  wait(ms: number): Promise<void>;
};

/** A new channel can stay out of sight for more than a minute (contract hubspot §5.3). */
const visibleWithinMs = 3 * 60_000;
/** How long a channel that HubSpot does not know is still taken for a new one. */
const newbornMs = 30 * 60_000;
const waitsMs = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Registers the channel once, connects it to the inbox once, and says where Baton stands then. May be repeated at any time, and takes up
 * to minutes the first time.
 * @throws ClientError, AppError `configuration-invalid` when the channel does not appear
 */
export async function connectInbox(tools: SetupTools, wish: SetupWish): Promise<HubSpotPlace> {
  const channelId = await findOrRegister(tools, wish);
  await waitUntilVisible(tools, channelId);
  const account = await findOrCreateAccount(tools, wish, channelId);
  const place: HubSpotPlace = {
    channelId,
    accountId: account.id,
    inboxId: wish.inboxId,
    identifier: account.deliveryIdentifier?.value ?? toIdentifier(wish),
    name: wish.name,
  };
  await tools.write({ registeringSince: null, channelId, place });
  tools.progress(`Connected: channel ${channelId}, account ${account.id}, inbox ${wish.inboxId}.`);
  return place;
}

/** The channel's id. One that was registered lately is waited for, even if HubSpot does not know it by its id yet. */
async function findOrRegister(tools: SetupTools, wish: SetupWish): Promise<string> {
  const { client, progress } = tools;
  const state = await tools.read();
  const since = state.registeringSince === null ? 0 : Date.parse(state.registeringSince);
  const known = await readChannel(tools, state.channelId);
  if (known === null && state.channelId !== null && tools.now().getTime() - since < newbornMs) return state.channelId;
  const found = known ?? (await findChannel(tools, wish, since + visibleWithinMs));
  if (found !== null) {
    progress(`The channel ${found.id} is there.`);
    const isSame = found.webhookUrl === wish.webhookUrl && found.name === wish.name;
    if (!isSame) await client.channels.update(found.id, toChannelBody(wish));
    await tools.write({ ...state, channelId: found.id });
    return found.id;
  }
  progress('Registering the channel.');
  const registeringSince = tools.now().toISOString();
  await tools.write({ ...state, registeringSince, channelId: null });
  const { id } = await client.channels.register(toChannelBody(wish));
  await tools.write({ registeringSince, channelId: id, place: null });
  return id;
}

async function readChannel({ client }: SetupTools, channelId: string | null): Promise<CustomChannel | null> {
  if (channelId === null) return null;
  return client.channels.get(channelId).catch(orNull);
}

/** By name and address, over all pages; for as long as one that was asked for may still be out of sight. */
async function findChannel(tools: SetupTools, wish: SetupWish, until: number): Promise<CustomChannel | null> {
  return poll(tools, until, async () => {
    const channels = await tools.client.channels.list().all();
    return channels.find(({ name, webhookUrl }) => name === wish.name && webhookUrl === wish.webhookUrl) ?? null;
  });
}

async function waitUntilVisible(tools: SetupTools, channelId: string): Promise<void> {
  const seen = await poll(tools, tools.now().getTime() + visibleWithinMs, async () => {
    const channel = await tools.client.channels.get(channelId).catch(orNull);
    if (channel === null) return null;
    return (await tools.client.channels.list().all()).find(({ id }) => id === channelId) ?? null;
  });
  if (seen !== null) return;
  throw new AppError(
    'configuration-invalid',
    `HubSpot does not show the channel ${channelId} after three minutes. Run the same again later; it goes on from here.`,
  );
}

async function findOrCreateAccount(tools: SetupTools, wish: SetupWish, channelId: string): Promise<ChannelAccount> {
  const { client, progress } = tools;
  const account = await poll(tools, tools.now().getTime() + visibleWithinMs, async () => {
    const existing = await findAccount(tools, wish, channelId);
    if (existing !== null) return existing;
    progress(`Connecting the channel to the inbox ${wish.inboxId}.`);
    return client.channelAccounts.create(channelId, toAccountBody(wish)).catch(orLater);
  });
  if (account === null)
    throw new AppError(
      'configuration-invalid',
      `HubSpot does not connect the channel ${channelId} to the inbox ${wish.inboxId}. Look whether the inbox exists, then run the same again.`,
    );
  if (account.isAuthorised) return account;
  progress(`Enabling the account ${account.id} again.`);
  return client.channelAccounts.update(channelId, account.id, { isAuthorised: true });
}

async function findAccount({ client }: SetupTools, wish: SetupWish, channelId: string): Promise<ChannelAccount | null> {
  const accounts = await client.channelAccounts.list(channelId).all();
  const isOurs = ({ isArchived, inboxId, deliveryIdentifier }: ChannelAccount): boolean =>
    !isArchived && inboxId === wish.inboxId && deliveryIdentifier?.value === toIdentifier(wish);
  return accounts.find(isOurs) ?? null;
}

/** Asks again and again until there is something, the time is over, or an error is not of those that pass. */
async function poll<Value>(tools: SetupTools, until: number, ask: () => Promise<Value | null>): Promise<Value | null> {
  for (let turn = 0; ; turn += 1) {
    const value = await ask();
    if (value !== null || tools.now().getTime() >= until) return value;
    const waitMs = waitsMs[Math.min(turn, waitsMs.length - 1)] ?? 15_000;
    tools.progress(`HubSpot is not ready yet; looking again in ${waitMs / 1_000} s. It can take minutes.`);
    await tools.wait(waitMs);
  }
}

/** What is not there yet. */
function orNull(error: unknown): null {
  if (error instanceof ClientError && error.code === 'not-found') return null;
  throw error;
}

/** What a new channel is answered with at first (contract hubspot §5.3). */
function orLater(error: unknown): null {
  const passing = new Set(['not-found', 'conflict', 'unavailable', 'timeout']);
  if (error instanceof ClientError && passing.has(error.code)) return null;
  throw error;
}

/** One of its own for each inbox. */
const toIdentifier = ({ inboxId }: SetupWish): string => `baton:${inboxId}`;

const toAccountBody = (wish: SetupWish) => ({
  inboxId: wish.inboxId,
  name: wish.name,
  deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: toIdentifier(wish) } as const,
});

const toChannelBody = ({ name, webhookUrl, hasFiles }: SetupWish): ChannelBody => ({
  name,
  webhookUrl,
  channelDescription: 'Chats that Baton hands to a human',
  capabilities: {
    deliveryIdentifierTypes: ['HS_EMAIL_ADDRESS', 'HS_PHONE_NUMBER', 'CHANNEL_SPECIFIC_OPAQUE_ID'],
    threadingModel: 'INTEGRATION_THREAD_ID',
    // Chats show plain text.
    richText: [],
    allowInlineImages: false,
    allowOutgoingMessages: true,
    allowConversationStart: false,
    allowMultipleRecipients: false,
    outgoingAttachmentTypes: hasFiles ? ['FILE'] : [],
    allowedFileAttachmentMimeTypes: hasFiles ? ['image/*', 'application/pdf', 'text/plain'] : [],
    maxFileAttachmentCount: hasFiles ? 5 : 0,
    maxFileAttachmentSizeBytes: 10_000_000,
    maxTotalFileAttachmentSizeBytes: 20_000_000,
  },
});
