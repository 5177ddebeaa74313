import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { publish } from '../publish.ts';
import { readPublishing } from '../read-publishing.ts';
import { badMember, conflict, created, notFound, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { ChannelRow, MessageRow } from '../rows.ts';
import { channelPaths } from '../spellings.ts';
import { type JsonMap, present, textOf } from '../values.ts';
import { onChannel } from './channels.ts';

const read = ['conversations.custom_channels.read'];
const write = ['conversations.custom_channels.write'];

/** Messages of a channel (contract hubspot §6.2, §6.3). `settle` sends the webhooks before the answer, when the switch says so. */
export const messageRoutes = (hubspot: HubSpot, settle: () => Promise<void>): Route[] => [
  {
    ...{ name: 'hubspot.messages.publish', method: 'POST', paths: channelPaths('/:channelId/messages') },
    ...{ section: '6.2', scopes: write },
    handle: onChannel(hubspot, async (channel, request) => {
      const reply = publishOnce(hubspot, channel, bodyOf(request));
      if (hubspot.settings.read().sendsWebhooksFirst) await settle();
      return reply;
    }),
  },
  {
    ...{ name: 'hubspot.messages.get', method: 'GET', paths: channelPaths('/:channelId/messages/:messageId') },
    ...{ section: '6.3', scopes: read },
    handle: onMessage(hubspot, ({ wire }) => ok(wire)),
  },
  {
    ...{ name: 'hubspot.messages.update', method: 'PATCH', paths: channelPaths('/:channelId/messages/:messageId') },
    ...{ section: '6.3', scopes: write },
    handle: onMessage(hubspot, (message, request) => setStatus(hubspot, message, bodyOf(request))),
  },
];

/** The same idempotency id gives the same message and no event; whether HubSpot does so is not confirmed (contract hubspot §16). */
function publishOnce(hubspot: HubSpot, channel: ChannelRow, body: JsonMap): EmulatorReply {
  const publishing = readPublishing(hubspot, channel, body);
  const { published, messages } = hubspot.tables;
  const key = publishing.idempotencyId === null ? null : `${channel.id} ${publishing.idempotencyId}`;
  const known = key === null ? undefined : messages.get(published.get(key)?.messageId ?? '');
  if (known === undefined) {
    const message = publish(hubspot, publishing);
    if (key !== null) published.insert({ id: key, messageId: message.id });
    return created(message.wire);
  }
  return hubspot.settings.read().onDuplicate === 'conflict'
    ? conflict('A message with this integrationIdempotencyId exists.')
    : created(known.wire);
}

const onMessage = (hubspot: HubSpot, handle: (message: MessageRow, request: EmulatorRequest) => EmulatorReply) =>
  onChannel(hubspot, (channel, request) => {
    const message = hubspot.tables.messages.get(request.params['messageId'] ?? '');
    return message?.channelId === channel.id ? handle(message, request) : notFound();
  });

function setStatus(hubspot: HubSpot, message: MessageRow, { statusType, errorMessage }: JsonMap): EmulatorReply {
  if (statusType !== 'SENT' && statusType !== 'FAILED' && statusType !== 'READ')
    return badMember('statusType', 'statusType must be one of SENT, FAILED, READ');
  const details = { ...present({ errorMessage: textOf(errorMessage) || null }), errorMessageTokens: {} };
  const status = { statusType, ...(statusType === 'FAILED' ? { failureDetails: details } : {}) };
  return ok(hubspot.tables.messages.update(message.id, { wire: { ...message.wire, status } }).wire);
}
