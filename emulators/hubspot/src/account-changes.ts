import { randomUUID } from 'node:crypto';
import { type HubSpot, nextId } from './hubspot.ts';
import type { AccountRow, Identifier } from './rows.ts';
import { type JsonMap, present } from './values.ts';

type NewAccount = {
  channelId: string;
  inboxId: string;
  name: string;
  authorized: boolean;
  identifier: Identifier | null;
};

/** Connects the channel to an inbox, and tells the channel so. */
export function connectAccount(hubspot: HubSpot, account: NewAccount): AccountRow {
  const id = nextId(hubspot.host, 'account');
  const row = hubspot.tables.accounts.insert({ id, ...account, archivedAt: null, createdAt: hubspot.now() });
  tell(hubspot, row, 'CHANNEL_ACCOUNT_CREATED');
  return row;
}

export function changeAccount(hubspot: HubSpot, id: string, change: Partial<AccountRow>): AccountRow {
  const row = hubspot.tables.accounts.update(id, change);
  tell(hubspot, row, 'CHANNEL_ACCOUNT_UPDATED');
  return row;
}

/** Removes it for good. */
export function purgeAccount(hubspot: HubSpot, row: AccountRow): void {
  hubspot.tables.accounts.remove(row.id);
  tell(hubspot, { ...row, authorized: false, archivedAt: hubspot.now() }, 'CHANNEL_ACCOUNT_PURGED');
}

/** The members beyond the first are partly a guess (contract hubspot §8). */
function tell(hubspot: HubSpot, row: AccountRow, type: string): void {
  const event: JsonMap = {
    type,
    portalId: hubspot.portal().id,
    channelId: row.channelId,
    channelAccountId: row.id,
    inboxId: row.inboxId,
    eventTimestamp: hubspot.now(),
    eventId: randomUUID(),
    ...present({ channelAccountDeliveryIdentifier: row.identifier }),
    authorized: row.authorized,
    archived: row.archivedAt !== null,
  };
  hubspot.tellChannel(row.channelId, `account ${row.id}`, event);
}
