import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { changeAccount, connectAccount } from '../account-changes.ts';
import { type HubSpot, isVisible } from '../hubspot.ts';
import { isSameIdentifier, readIdentifier } from '../identifiers.ts';
import { pageOf, sorted, valuesOf } from '../paging.ts';
import { badMember, conflict, created, notFound, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { AccountRow, ChannelRow, Identifier, StagingRow } from '../rows.ts';
import { channelPaths, isReducedVersion } from '../spellings.ts';
import { type JsonMap, present, textOf } from '../values.ts';
import { accountWire } from '../wire.ts';
import { onChannel } from './channels.ts';

const scopes = ['conversations.custom_channels.read', 'conversations.custom_channels.write'];
const shared = { section: '6.1', scopes } as const;

/** Connections of a channel with an inbox or a help desk (contract hubspot §6.1). */
export const accountRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{
      name: 'hubspot.accounts.create',
      method: 'POST',
      paths: channelPaths('/:channelId/channel-accounts'),
      ...shared,
    },
    handle: onChannel(hubspot, (channel, request) => create(hubspot, channel, bodyOf(request))),
  },
  {
    ...{ name: 'hubspot.accounts.list', method: 'GET', paths: channelPaths('/:channelId/channel-accounts'), ...shared },
    handle: onChannel(hubspot, (channel, request) => {
      const rows = hubspot.tables.accounts
        .list()
        .filter((row) => row.channelId === channel.id && isAsked(row, request));
      return pageOf(request, sorted(rows, request.query['sort']).map(accountWire));
    }),
  },
  {
    ...{ name: 'hubspot.accounts.get', method: 'GET', ...shared },
    paths: channelPaths('/:channelId/channel-accounts/:accountId'),
    handle: onAccount(hubspot, (account) => ok(accountWire(account))),
  },
  {
    ...{ name: 'hubspot.accounts.update', method: 'PATCH', ...shared },
    paths: channelPaths('/:channelId/channel-accounts/:accountId'),
    handle: onAccount(hubspot, (account, request) => update(hubspot, account, bodyOf(request))),
  },
  {
    ...{ name: 'hubspot.staging-tokens.update', method: 'PATCH', ...shared },
    paths: channelPaths('/:channelId/channel-account-staging-tokens/:accountToken'),
    handle: onChannel(hubspot, (channel, request) => fillStaging(hubspot, channel, request)),
  },
];

const onAccount = (hubspot: HubSpot, handle: (account: AccountRow, request: EmulatorRequest) => EmulatorReply) =>
  onChannel(hubspot, (channel, request) => {
    const account = hubspot.tables.accounts.get(request.params['accountId'] ?? '');
    return account?.channelId === channel.id ? handle(account, request) : notFound();
  });

function isAsked(row: AccountRow, { query }: EmulatorRequest): boolean {
  const types = valuesOf(query, 'deliveryIdentifierType');
  const values = valuesOf(query, 'deliveryIdentifierValue');
  return (
    (row.archivedAt !== null) === (query['archived'] === 'true') &&
    (types.length === 0 || types.includes(row.identifier?.type ?? '')) &&
    (values.length === 0 || values.includes(row.identifier?.value ?? ''))
  );
}

/** A channel that is not visible yet is not found; what a second account with one identifier gets is a guess (contract hubspot §5.3, §16). */
function create(hubspot: HubSpot, channel: ChannelRow, body: JsonMap): EmulatorReply {
  if (!isVisible(hubspot, channel.createdAt)) return notFound();
  const inboxId = textOf(body['inboxId']);
  if (hubspot.tables.inboxes.get(inboxId) === undefined)
    return badMember('inboxId', 'inboxId is not the id of an inbox');
  if (textOf(body['name']) === '') return badMember('name', 'name is missing');
  if (typeof body['authorized'] !== 'boolean') return badMember('authorized', 'authorized must be true or false');
  const identity = identityIn(hubspot, channel, body['deliveryIdentifier']);
  if (!identity.ok) return identity.reply;
  const { identifier } = identity;
  const account = { channelId: channel.id, inboxId, name: textOf(body['name']), authorized: body['authorized'] };
  return created(accountWire(connectAccount(hubspot, { ...account, identifier })));
}

type Identity = { ok: true; identifier: Identifier | null } | { ok: false; reply: EmulatorReply };

function identityIn(hubspot: HubSpot, channel: ChannelRow, given: unknown): Identity {
  if (given === undefined || given === null) return { ok: true, identifier: null };
  const read = readIdentifier(given);
  if (!read.ok) return { ok: false, reply: badMember('deliveryIdentifier', read.problem) };
  const taken = hubspot.tables.accounts.find(
    (row) =>
      row.channelId === channel.id && row.archivedAt === null && isSameIdentifier(row.identifier, read.identifier),
  );
  if (taken === undefined) return { ok: true, identifier: read.identifier };
  return { ok: false, reply: conflict('A channel account with this delivery identifier exists.') };
}

function update(hubspot: HubSpot, account: AccountRow, body: JsonMap): EmulatorReply {
  const { name, authorized } = body;
  if (name !== undefined && textOf(name) === '') return badMember('name', 'name must be a text');
  if (authorized !== undefined && typeof authorized !== 'boolean')
    return badMember('authorized', 'authorized must be true or false');
  const change = {
    ...(name === undefined ? {} : { name: textOf(name) }),
    ...(typeof authorized === 'boolean' ? { authorized } : {}),
  };
  return ok(accountWire(changeAccount(hubspot, account.id, change)));
}

/** The browser of an administrator has brought the token; with its name and identifier the account is made (contract hubspot §6.1). */
function fillStaging(hubspot: HubSpot, channel: ChannelRow, request: EmulatorRequest): EmulatorReply {
  const staging = hubspot.tables.stagings.get(request.params['accountToken'] ?? '');
  if (staging === undefined || staging.channelId !== channel.id) return notFound();
  if (staging.accountId !== null) return conflict('The account is connected already.');
  const { accountName, deliveryIdentifier } = bodyOf(request);
  if (isReducedVersion(request.path) && (accountName === undefined || deliveryIdentifier === undefined))
    return badMember('accountName', 'accountName and deliveryIdentifier are required');
  const identity = identityIn(hubspot, channel, deliveryIdentifier);
  if (!identity.ok) return identity.reply;
  const name = textOf(accountName) || channel.name;
  const { channelId, inboxId } = staging;
  const account = connectAccount(hubspot, {
    channelId,
    inboxId,
    name,
    authorized: true,
    identifier: identity.identifier,
  });
  hubspot.tables.stagings.update(staging.id, { accountId: account.id });
  return ok(stagingWire(hubspot, staging, account));
}

/** Numbers, where the same ids are texts everywhere else (contract hubspot §17). */
const stagingWire = (hubspot: HubSpot, staging: StagingRow, { name, identifier }: AccountRow): JsonMap => ({
  accountToken: staging.id,
  accountName: name,
  createdAt: staging.createdAt,
  genericChannelId: Number(staging.channelId),
  inboxId: Number(staging.inboxId),
  userId: Number(hubspot.portal().userId),
  ...present({ deliveryIdentifier: identifier }),
});
