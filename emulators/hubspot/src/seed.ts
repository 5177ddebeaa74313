import { randomBytes, randomUUID } from 'node:crypto';
import { type InferShape, listOf, oneOf, optional, record, text } from '@baton/emulator-kit';
import { addContact } from './contact-changes.ts';
import { type HubSpot, nextId } from './hubspot.ts';
import { issueRefreshToken } from './oauth/tokens.ts';
import { subscribeToAll } from './subscriptions.ts';

/** What an account begins with. Inboxes, agents and credentials left out are those of the demo. */
export const hubSpotSeed = record({
  app: optional(
    record({
      clientId: optional(text),
      clientSecret: optional(text),
      developerKey: optional(text),
      refreshToken: optional(text),
    }),
  ),
  inboxes: listOf(record({ name: text, type: optional(oneOf<'INBOX' | 'HELP_DESK'>(['INBOX', 'HELP_DESK'])) })),
  agents: listOf(record({ name: text, email: text })),
  contacts: listOf(
    record({
      firstName: optional(text),
      lastName: optional(text),
      email: optional(text),
      phone: optional(text),
      mobilePhone: optional(text),
    }),
  ),
});
export type HubSpotSeed = InferShape<typeof hubSpotSeed>;

/** Everything that the app declares; a consent may ask for these and no others (contract hubspot §3). */
const appScopes = [
  ...['oauth', 'conversations.custom_channels.read', 'conversations.custom_channels.write', 'conversations.read'],
  ...['conversations.write', 'crm.objects.contacts.read', 'crm.objects.contacts.write', 'files', 'files.read'],
  ...['files.write', 'conversations.visitor_identification.tokens.create'],
];

const demoInboxes: HubSpotSeed['inboxes'] = [
  { name: 'Support', type: 'INBOX' },
  { name: 'Help Desk', type: 'HELP_DESK' },
];
const demoAgents: HubSpotSeed['agents'] = [
  { name: 'Sarah Johnson', email: 'sarah.johnson@company.com' },
  { name: 'Amir Haddad', email: 'amir.haddad@company.com' },
  { name: 'Lucia Ferri', email: 'lucia.ferri@company.com' },
];
const demoContacts: HubSpotSeed['contacts'] = [
  { firstName: 'John', lastName: 'Doe', email: 'john@company.com', phone: '+1 202-555-0134', mobilePhone: undefined },
];

const orDemo = <T>(given: T[] | undefined, demo: T[]): T[] =>
  given === undefined || given.length === 0 ? demo : given;

const firstInboxId = 861_204_933;
const portalId = '24601357';
const appId = '7654321';

/** Fills a new account; its first agent has installed the app. All of it is a day old, so that searches find it at once. */
export function plantPortal(hubspot: HubSpot, seed: HubSpotSeed | null): void {
  hubspot.host.clock.skewed(-86_400_000, () => {
    const { host, tables } = hubspot;
    const createdAt = hubspot.now();
    const domain = `demo-portal-${portalId}.example.test`;
    for (const { name, email } of orDemo(seed?.agents, demoAgents))
      tables.agents.insert({ id: nextId(host, 'user'), name, email });
    const [admin] = tables.agents.list();
    tables.portals.insert({ id: portalId, domain, userId: admin?.id ?? '', user: admin?.email ?? '' });
    plantApp(hubspot, seed?.app);
    for (const { name, type } of orDemo(seed?.inboxes, demoInboxes))
      tables.inboxes.insert({
        id: String(host.counter('hubspot-inbox', firstInboxId)),
        name,
        type: type ?? 'INBOX',
        createdAt,
      });
    for (const { firstName, lastName, email, phone, mobilePhone } of seed?.contacts ?? demoContacts)
      addContact(
        hubspot,
        properties({ firstname: firstName, lastname: lastName, email, phone, mobilephone: mobilePhone }),
      );
  });
}

function plantApp(hubspot: HubSpot, given: HubSpotSeed['app']): void {
  hubspot.tables.apps.insert({
    ...{ id: appId, name: 'Baton', clientId: given?.clientId ?? randomUUID(), scopes: appScopes },
    clientSecret: given?.clientSecret ?? randomUUID(),
    developerKey: given?.developerKey ?? randomBytes(16).toString('hex'),
    ...{ targetUrl: null, maxConcurrentRequests: 10, createdAt: hubspot.now() },
  });
  issueRefreshToken(hubspot, appScopes, given?.refreshToken);
  subscribeToAll(hubspot);
}

const properties = (given: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
