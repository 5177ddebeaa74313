import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';
import type * as rows from './rows.ts';
import { accountWire, channelWire, contactWire, fileWire, inboxWire, subscriptionWire, threadWire } from './wire.ts';

export type Tables = ReturnType<typeof openTables>;

/** All collections. Those of credentials and contents are not shown by the state API. */
export function openTables(host: EmulatorHost) {
  const shown = <T extends Row>(name: string, toWire?: (row: T) => unknown): Collection<T> =>
    host.collection<T>('hubspot', name, toWire === undefined ? {} : { toWire });
  const hidden = <T extends Row>(name: string): Collection<T> =>
    host.collection<T>('hubspot', name, { isInternal: true });
  return {
    portals: shown<rows.PortalRow>('portals'),
    inboxes: shown<rows.InboxRow>('inboxes', inboxWire),
    agents: shown<rows.AgentRow>('agents'),
    contacts: shown<rows.ContactRow>('contacts', (row) => contactWire(row)),
    visitors: shown<rows.VisitorRow>('visitors'),
    channels: shown<rows.ChannelRow>('channels', channelWire),
    accounts: shown<rows.AccountRow>('channel-accounts', accountWire),
    stagings: shown<rows.StagingRow>('staging-tokens'),
    threads: shown<rows.ThreadRow>('threads', threadWire),
    messages: shown<rows.MessageRow>('messages', ({ wire }) => wire),
    files: shown<rows.FileRow>('files', (row) => fileWire(row)),
    subscriptions: shown<rows.SubscriptionRow>('subscriptions', subscriptionWire),
    deliveries: shown<rows.DeliveryRow>('deliveries'),
    apps: hidden<rows.AppRow>('apps'),
    contents: hidden<rows.ContentRow>('contents'),
    published: hidden<rows.PublishedRow>('published'),
    pending: hidden<rows.PendingRow>('pending-events'),
    codes: hidden<rows.CodeRow>('codes'),
    refreshTokens: hidden<rows.RefreshRow>('refresh-tokens'),
    accessTokens: hidden<rows.AccessRow>('access-tokens'),
  };
}
