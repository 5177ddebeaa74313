import type { ChannelAccount, CustomChannel, HubSpotClient } from '@baton/client-hubspot';
import { ClientError, createPages } from '@baton/http-kit';
import { describe, expect, it } from 'vitest';
import { connectInbox, type SetupState, type SetupTools } from './connect-inbox.ts';
import { listLeftovers } from './prune.ts';

const wish = { name: 'Baton', webhookUrl: 'https://baton.example/webhook/hubspot', inboxId: '7', hasFiles: true };
const listOf = <Item>(items: readonly Item[]) => createPages({ start: 0, fetch: async () => ({ items, next: null }) });
const notFound = () => new ClientError('not-found', 'unknown', { retryable: false });
const nothing: SetupState = { registeringSince: null, channelId: null, place: null };

/** An account of HubSpot whose channels come in sight after a while. */
function createWorld({ visibleAfterMs = 0 } = {}) {
  const world = { at: Date.parse('2026-11-20T10:00:00Z'), state: nothing, lines: [] as string[], failAt: '' };
  const channels: (CustomChannel & { since: number })[] = [];
  const accounts: ChannelAccount[] = [];
  const isSeen = ({ since }: { since: number }): boolean => world.at >= since + visibleAfterMs;
  const fail = (step: string): void => {
    if (world.failAt === step) throw new Error(`broken off at ${step}`);
  };
  const client = {
    channels: {
      list: () => listOf(channels.filter(isSeen)),
      get: async (id: string) => {
        const found = channels.find((channel) => channel.id === id && isSeen(channel));
        if (found === undefined) throw notFound();
        return found;
      },
      register: async (body: { name: string; webhookUrl?: string }) => {
        const id = String(channels.length + 1);
        const made = { id, name: body.name, webhookUrl: body.webhookUrl ?? null, capabilities: {}, createdAt: null };
        const channel = { ...made, raw: null, since: world.at };
        channels.push(channel);
        fail('registered');
        return channel;
      },
      update: async (id: string, body: { name: string; webhookUrl?: string }) => {
        const channel = channels.find((one) => one.id === id);
        if (channel === undefined) throw notFound();
        return Object.assign(channel, { name: body.name, webhookUrl: body.webhookUrl ?? null });
      },
    },
    channelAccounts: {
      list: () => listOf(accounts),
      create: async (channelId: string, body: Pick<ChannelAccount, 'inboxId' | 'name' | 'deliveryIdentifier'>) => {
        const account = { ...body, id: `a${accounts.length + 1}`, channelId, isAuthorised: true };
        accounts.push({ ...account, isActive: true, isArchived: false, raw: null });
        fail('connected');
        return accounts.at(-1);
      },
      update: async (_channelId: string, id: string, { isAuthorised }: { isAuthorised?: boolean }) =>
        Object.assign(accounts.find((one) => one.id === id) ?? {}, { isAuthorised }),
    },
  };
  const tools: SetupTools = {
    client: client as unknown as HubSpotClient,
    read: async () => world.state,
    write: async (state) => {
      world.state = state;
    },
    progress: (line) => world.lines.push(line),
    now: () => new Date(world.at),
    wait: async (ms) => {
      world.at += ms;
    },
  };
  return { world, channels, accounts, tools };
}

describe('connecting an inbox', () => {
  it('waits for the channel, tells so, and says where Baton stands', async () => {
    const { world, tools, accounts } = createWorld({ visibleAfterMs: 75_000 });
    const place = await connectInbox(tools, wish);
    expect(place).toEqual({ channelId: '1', accountId: 'a1', inboxId: '7', identifier: 'baton:7', name: 'Baton' });
    expect(world.state).toEqual({ registeringSince: null, channelId: '1', place });
    expect(world.lines.filter((line) => line.includes('not ready')).length).toBeGreaterThan(4);
    expect(accounts).toHaveLength(1);
  });

  it('makes nothing a second time, however often it is run', async () => {
    const { tools, channels, accounts } = createWorld();
    const first = await connectInbox(tools, wish);
    for (let turn = 0; turn < 3; turn += 1) expect(await connectInbox(tools, wish)).toEqual(first);
    expect([channels.length, accounts.length]).toEqual([1, 1]);
  });

  it.each(['registered', 'connected'])(
    'that was broken off when it was %s goes on without a second one',
    async (step) => {
      const { world, tools, channels, accounts } = createWorld({ visibleAfterMs: 75_000 });
      world.failAt = step;
      await expect(connectInbox(tools, wish)).rejects.toThrow('broken off');
      world.failAt = '';
      await connectInbox(tools, wish);
      expect([channels.length, accounts.length]).toEqual([1, 1]);
    },
  );

  it('of a store that was lost finds what there is', async () => {
    const { world, tools, channels, accounts } = createWorld();
    const first = await connectInbox(tools, wish);
    world.state = nothing;
    expect(await connectInbox(tools, wish)).toEqual(first);
    expect([channels.length, accounts.length]).toEqual([1, 1]);
  });

  it('gives the channel its new address, and enables an account that was disabled', async () => {
    const { tools, channels, accounts } = createWorld();
    await connectInbox(tools, wish);
    Object.assign(accounts[0] ?? {}, { isAuthorised: false });
    await connectInbox(tools, { ...wish, webhookUrl: 'https://other.example/webhook/hubspot' });
    expect(channels.map(({ webhookUrl }) => webhookUrl)).toEqual(['https://other.example/webhook/hubspot']);
    expect(accounts.map(({ isAuthorised }) => isAuthorised)).toEqual([true]);
  });

  it('gives up after three minutes, and goes on when it is run again', async () => {
    const { tools, channels } = createWorld({ visibleAfterMs: 4 * 60_000 });
    await expect(connectInbox(tools, wish)).rejects.toMatchObject({ code: 'configuration-invalid' });
    await connectInbox(tools, wish);
    expect(channels).toHaveLength(1);
  });
});

it('tells leftovers of ours from channels that may be somebody else’s', async () => {
  const { tools, channels, world } = createWorld();
  const place = await connectInbox(tools, wish);
  for (const [id, name, webhookUrl] of [
    ['8', 'Baton', wish.webhookUrl],
    ['9', 'Baton', 'https://other.example/webhook/hubspot'],
  ] as const)
    channels.push({ id, name, webhookUrl, capabilities: {}, createdAt: null, raw: null, since: world.at });
  const found = await listLeftovers(tools.client, place, wish);
  expect(found.map(({ id, isOurs }) => [id, isOurs])).toEqual([
    ['8', true],
    ['9', false],
  ]);
});
