import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { refuseCapabilities } from '../capabilities.ts';
import { type HubSpot, isVisible, nextId } from '../hubspot.ts';
import { pageOf, sorted } from '../paging.ts';
import { badMember, created, notFound, nothing, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { ChannelRow } from '../rows.ts';
import { channelPaths } from '../spellings.ts';
import { isMap, type JsonMap, textOf } from '../values.ts';
import { channelWire } from '../wire.ts';

/** Channels of the app (contract hubspot §5.1). */
export const channelRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.channels.create', method: 'POST', paths: channelPaths(), section: '5.1', scopes: [] },
    handle: (request) => create(hubspot, bodyOf(request)),
  },
  {
    ...{ name: 'hubspot.channels.list', method: 'GET', paths: channelPaths(), section: '5.1', scopes: [] },
    handle: (request) => {
      const rows = hubspot.tables.channels.list().filter((row) => !row.archived && isVisible(hubspot, row.createdAt));
      return pageOf(request, sorted(rows, request.query['sort']).map(channelWire));
    },
  },
  {
    ...{ name: 'hubspot.channels.get', method: 'GET', paths: channelPaths('/:channelId'), section: '5.1', scopes: [] },
    handle: onChannel(hubspot, (channel) => ok(channelWire(channel))),
  },
  {
    ...{ name: 'hubspot.channels.update', method: 'PATCH', paths: channelPaths('/:channelId') },
    ...{ section: '5.1', scopes: [] },
    handle: onChannel(hubspot, (channel, request) => update(hubspot, channel, bodyOf(request))),
  },
  {
    ...{ name: 'hubspot.channels.archive', method: 'DELETE', paths: channelPaths('/:channelId') },
    ...{ section: '5.1', scopes: [] },
    handle: onChannel(hubspot, (channel) => {
      hubspot.tables.channels.update(channel.id, { archived: true });
      return nothing;
    }),
  },
];

/** A handler for paths with `:channelId`. */
export const onChannel =
  (
    hubspot: HubSpot,
    handle: (channel: ChannelRow, request: EmulatorRequest) => EmulatorReply | Promise<EmulatorReply>,
  ) =>
  (request: EmulatorRequest): EmulatorReply | Promise<EmulatorReply> => {
    const channel = hubspot.tables.channels.get(request.params['channelId'] ?? '');
    return channel === undefined || channel.archived ? notFound() : handle(channel, request);
  };

function create(hubspot: HubSpot, body: JsonMap): EmulatorReply {
  if (textOf(body['name']) === '') return badMember('name', 'name is missing');
  if (!isMap(body['capabilities'])) return badMember('capabilities', 'capabilities are missing');
  const refused = refuseCapabilities(body['capabilities']);
  if (refused !== null) return refused;
  const row = hubspot.tables.channels.insert({
    id: nextId(hubspot.host, 'channel'),
    ...{ name: '', capabilities: {}, webhookUrl: null, connectUrl: null, description: null, logoUrl: null },
    ...membersOf(body),
    createdAt: hubspot.now(),
    archived: false,
  });
  return created(channelWire(row));
}

const required = [
  ...['name', 'capabilities', 'webhookUrl', 'channelAccountConnectionRedirectUrl'],
  ...['channelDescription', 'channelLogoUrl'],
];

/** The description wants every member; a strict portal insists (contract hubspot §5.1). */
function update(hubspot: HubSpot, channel: ChannelRow, body: JsonMap): EmulatorReply {
  const absent = required.find((name) => !(name in body));
  if (absent !== undefined && hubspot.settings.read().isStrict) return badMember(absent, `${absent} is missing`);
  const refused = isMap(body['capabilities']) ? refuseCapabilities(body['capabilities']) : null;
  return refused ?? ok(channelWire(hubspot.tables.channels.update(channel.id, membersOf(body))));
}

type Members = Partial<Omit<ChannelRow, 'id' | 'createdAt' | 'archived'>>;

function membersOf(body: JsonMap): Members {
  const text = (name: string): string | null => textOf(body[name]) || null;
  return {
    ...('name' in body ? { name: textOf(body['name']) } : {}),
    ...(isMap(body['capabilities']) ? { capabilities: body['capabilities'] } : {}),
    ...('webhookUrl' in body ? { webhookUrl: text('webhookUrl') } : {}),
    ...('channelAccountConnectionRedirectUrl' in body
      ? { connectUrl: text('channelAccountConnectionRedirectUrl') }
      : {}),
    ...('channelDescription' in body ? { description: text('channelDescription') } : {}),
    ...('channelLogoUrl' in body ? { logoUrl: text('channelLogoUrl') } : {}),
  };
}
