import { randomUUID } from 'node:crypto';
import { badField, ControlError, readObject } from '@baton/emulator-kit';
import { changeAccount, purgeAccount } from './account-changes.ts';
import { actAsAgent, startThread } from './agent-actions.ts';
import type { HubSpot } from './hubspot.ts';
import { dropGrant } from './oauth/tokens.ts';
import type { AccountRow } from './rows.ts';
import { subscribeToAll } from './subscriptions.ts';
import { textOf } from './values.ts';
import { glance, transcript } from './views.ts';
import type { AppEvents } from './webhooks/app-events.ts';
import type { Sender } from './webhooks/sender.ts';
import { accountWire, threadWire } from './wire.ts';

type Outgoing = { sender: Sender; events: AppEvents };

/** `/__emulator/hubspot/…`: people and tests play agents and administrators here, and steer the account. */
export function registerControls(hubspot: HubSpot, outgoing: Outgoing): void {
  registerThreadControls(hubspot);
  registerAccountControls(hubspot);
  registerAppControls(hubspot);
  registerWebhookControls(hubspot, outgoing);
}

function registerThreadControls(hubspot: HubSpot): void {
  const { host, tables } = hubspot;
  host.control('GET', '/hubspot/threads', () => tables.threads.list().map((thread) => glance(hubspot, thread)));
  host.control('GET', '/hubspot/threads/:id', ({ params }) => {
    const thread = tables.threads.get(params['id'] ?? '');
    if (thread === undefined) throw new ControlError(404, 'unknown-thread', `There is no thread ${params['id']}.`);
    return { ...glance(hubspot, thread), messages: transcript(hubspot, thread) };
  });
  host.control('POST', '/hubspot/agent', (request) => actAsAgent(hubspot, readObject(request)));
  host.control('POST', '/hubspot/start', (request) => threadWire(startThread(hubspot, readObject(request))));
}

/** What administrators do with the connections of a channel. */
function registerAccountControls(hubspot: HubSpot): void {
  const { host, tables } = hubspot;
  host.control('POST', '/hubspot/connect', (request) => {
    const { channelId, inboxId, redirectUrl } = readObject(request);
    const channel = tables.channels.get(textOf(channelId));
    const inbox = tables.inboxes.get(textOf(inboxId)) ?? tables.inboxes.list()[0];
    if (channel === undefined || channel.archived) throw badField('channelId', 'the id of a channel');
    if (inbox === undefined) throw badField('inboxId', 'the id of an inbox');
    if (channel.connectUrl === null)
      throw new ControlError(409, 'no-connect-page', 'The channel has no channelAccountConnectionRedirectUrl.');
    const staging = {
      id: randomUUID(),
      channelId: channel.id,
      inboxId: inbox.id,
      createdAt: hubspot.now(),
      accountId: null,
    };
    tables.stagings.insert(staging);
    const { id: portalId } = hubspot.portal();
    const back = `https://app.hubspot.com/live-messages-settings/${portalId}/inboxes/${inbox.id}`;
    const url = new URL(channel.connectUrl);
    const parameters = { accountToken: staging.id, channelId: channel.id, inboxId: inbox.id, portalId };
    for (const [name, value] of Object.entries({ ...parameters, redirectUrl: textOf(redirectUrl) || back }))
      url.searchParams.set(name, value);
    return { url: url.toString(), accountToken: staging.id };
  });
  host.control('POST', '/hubspot/account', (request) => {
    const { accountId, action } = readObject(request);
    const account = tables.accounts.get(textOf(accountId));
    if (account === undefined) throw badField('accountId', 'the id of a channel account');
    return changeConnection(hubspot, account, textOf(action));
  });
}

function changeConnection(hubspot: HubSpot, account: AccountRow, action: string): unknown {
  switch (action) {
    case 'authorise':
      return accountWire(changeAccount(hubspot, account.id, { authorized: true }));
    case 'deauthorise':
      return accountWire(changeAccount(hubspot, account.id, { authorized: false }));
    case 'archive':
      return accountWire(changeAccount(hubspot, account.id, { archivedAt: hubspot.now(), authorized: false }));
    case 'purge':
      purgeAccount(hubspot, account);
      return { purged: true };
    default:
      throw badField('action', 'authorise, deauthorise, archive or purge');
  }
}

/** What happens to the app: uninstalled, its tokens over, its secret changed. */
function registerAppControls(hubspot: HubSpot): void {
  const { host, tables } = hubspot;
  host.control('POST', '/hubspot/uninstall', () => {
    for (const { id } of tables.refreshTokens.list()) dropGrant(hubspot, id);
    return { uninstalled: true };
  });
  host.control('POST', '/hubspot/expire-tokens', () => {
    for (const { id } of tables.accessTokens.list())
      tables.accessTokens.update(id, { expiresAt: host.clock.now().getTime() });
    return { expired: true };
  });
  host.control('POST', '/hubspot/rotate-secret', () => {
    const { clientSecret } = tables.apps.update(hubspot.app().id, { clientSecret: randomUUID() });
    return { clientSecret };
  });
}

function registerWebhookControls(hubspot: HubSpot, { sender, events }: Outgoing): void {
  const { host, tables } = hubspot;
  host.control('POST', '/hubspot/app-webhooks', (request) => {
    const { targetUrl } = readObject(request);
    if (targetUrl !== null && !URL.canParse(textOf(targetUrl)))
      throw badField('targetUrl', 'an address, or null for none');
    tables.apps.update(hubspot.app().id, { targetUrl: textOf(targetUrl) || null });
    subscribeToAll(hubspot);
    return { targetUrl };
  });
  host.control('POST', '/hubspot/settle', async () => {
    events.flush();
    await sender.settle();
    return { settled: true };
  });
  host.control('POST', '/hubspot/replay', async (request) => {
    const { deliveryId, body } = readObject(request);
    const delivery = tables.deliveries.get(textOf(deliveryId));
    if (delivery === undefined) throw new ControlError(404, 'unknown-delivery', 'There is no such delivery.');
    const other = typeof body === 'object' && body !== null ? Object(body) : undefined;
    return { status: await sender.replay(delivery, other) };
  });
}
