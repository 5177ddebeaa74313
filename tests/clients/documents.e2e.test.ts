import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createHubSpotClient } from '@baton/client-hubspot';
import { createCrmClient, createDeskClient, salesIqRoutes } from '@baton/client-zoho';
import { ClientError, createHttp } from '@baton/http-kit';
import { beforeAll, describe, expect, test } from 'vitest';

type Entry = { from?: string; instance: string | null; name: string; text: string; example: string | null };

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
let methods: Entry[] = [];
let functions: Entry[] = [];

beforeAll(async () => {
  const given = [join(root, 'tools/references/clients.mjs')];
  const { stdout } = await run(process.execPath, given, { maxBuffer: 10_000_000 });
  ({ methods, functions } = JSON.parse(stdout));
}, 60_000);

const retryClassOf = ({ text }: Entry): string | undefined => /\bretry:\s+(read|idempotent|unsafe)\b/.exec(text)?.[1];
const named = (instance: string): [string, string | undefined][] =>
  methods.filter((method) => method.instance === instance).map((method) => [method.name, retryClassOf(method)]);

/** Tells from the number of tries, and from what is in doubt afterwards, how a call is repeated. */
async function findRetryClass(
  [instance, client]: readonly [string, object],
  method: string,
  sends: () => number,
): Promise<string> {
  const [resource = '', name] = method.split('.');
  const holder: unknown = name === undefined ? client : Reflect.get(client, resource);
  const before = sends();
  const outcome: unknown = await Promise.resolve(
    Reflect.get(Object(holder), name ?? resource)(...argumentsOf(method, instance)),
  )
    .then((value: unknown) =>
      value !== null && typeof value === 'object' && 'all' in value ? Object(value).all() : value,
    )
    .catch((error: unknown) => error);
  if (!(outcome instanceof ClientError)) throw new Error(`${method} did not fail as it should: ${String(outcome)}`);
  if (sends() === before) throw outcome;
  if (sends() - before === 1) return 'unsafe';
  return outcome.isAmbiguous ? 'idempotent' : 'read';
}

const special: Record<string, unknown[]> = {
  'contacts.search': [{ email: 'a@b.example' }],
  'contacts.findByEmail': ['a@b.example'],
  'tickets.list': [{ departmentId: '1' }],
  'tickets.search': [{ email: 'a@b.example' }],
  'tickets.close': [['1']],
  'tickets.get': ['1'],
  'comments.list': ['1'],
  'comments.add': ['1', { content: 'x' }],
  'comments.update': ['1', '2', { content: 'x' }],
  'tags.add': ['1', ['vip']],
  'tags.remove': ['1', ['vip']],
  'files.upload': [{ fileName: 'x', content: 'x' }],
  'files.attach': ['1', { fileName: 'x', content: 'x' }],
  'files.publish': ['1', { fileId: '2', isPublic: true }],
  'files.delete': ['1', '2'],
  'threads.get': ['1', '2'],
  'comments.delete': ['1', '2'],
  'portal.agents': ['x'],
  'portal.departmentAgents': ['1'],
  'portal.fields': [{ module: 'tickets' }],
  'records.search': ['Leads', { word: 'xx' }],
  'records.get': ['Leads', '1'],
  'records.insert': ['Leads', [{}]],
  'records.update': ['Leads', '1', { fields: {} }],
  'records.upsert': ['Leads', [{}], { duplicateCheckFields: ['Email'] }],
  'notes.add': ['Leads', '1', { title: 'x', content: 'x' }],
  'notes.list': ['Leads', '1'],
  'settings.fields': ['Leads'],
  findContactsByEmail: ['a@b.example'],
  'hubspot.channels.list': [],
  'hubspot.channels.get': ['1'],
  'hubspot.channels.archive': ['1'],
  'hubspot.channelAccounts.list': ['1'],
  'hubspot.channelAccounts.get': ['1', '2'],
  'hubspot.channelAccounts.update': ['1', '2', {}],
  'hubspot.channelAccounts.nameStaged': ['1', '2', {}],
  'hubspot.messages.publish': ['1', { senders: [], integrationIdempotencyId: '1' }],
  'hubspot.messages.get': ['1', '2'],
  'hubspot.messages.setStatus': ['1', '2', { type: 'SENT' }],
  'hubspot.inboxes.list': [],
  'hubspot.threads.list': [],
  'hubspot.threads.assign': ['1', 'A-1'],
  'hubspot.threads.originalContent': ['1', '2'],
  'hubspot.threads.comment': ['1', { text: 'x' }],
  'hubspot.actors.getMany': [['A-1']],
  'hubspot.files.upload': [{ fileName: 'x', content: 'x', folderPath: '/' }],
  'hubspot.files.download': ['https://api.hubapi.com/x'],
  'hubspot.contacts.findByEmail': ['a@b.example'],
  'hubspot.contacts.findByPhone': ['+12025550123'],
  'hubspot.contacts.create': [{ email: 'a@b.example' }],
};
const withoutArguments =
  /^(?:portal\.(?:organizations|departments|myInfo)|webhooks\.list|settings\.(?:modules|organization|currentUser))$/;
const argumentsOf = (method: string, instance: string): unknown[] =>
  special[`${instance}.${method}`] ?? special[method] ?? (withoutArguments.test(method) ? [] : ['1', {}]);

describe('the retry class in the docstrings', () => {
  let sends = 0;
  const failing = createHttp({
    fetch: async () => {
      sends += 1;
      return new Response('{}', { status: 503 });
    },
  });
  const tokens = { token: async () => 't', invalidate: async () => undefined };
  const options = { http: failing, baseUrl: 'https://zoho.example', tokens, retry: { baseMs: 0 } };
  const desk = createDeskClient({ ...options, organizationId: '1', canReply: true });
  const crm = createCrmClient(options);
  const hubspot = createHubSpotClient({
    ...options,
    baseUrl: 'https://api.hubapi.com',
    developer: { key: 'k', appId: '1' },
  });

  test('of SalesIQ is that of the route table', () => {
    const told = named('salesiq').filter(([name]) => name !== 'supports');
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(Object.entries(salesIqRoutes).map(([name, { retryClass }]) => [name, retryClass])),
    );
  });

  test.each([
    ['desk', desk],
    ['crm', crm],
    ['hubspot', hubspot],
  ] as const)('of %s is what happens', async (instance, client) => {
    const told = named(instance);
    expect(told.length).toBeGreaterThan(10);
    const real: [string, string][] = [];
    for (const [method] of told) real.push([method, await findRetryClass([instance, client], method, () => sends)]);
    expect(Object.fromEntries(real)).toEqual(Object.fromEntries(told));
  });
});

/** What the examples take for granted. */
const prelude = `import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import * as zoho from '@baton/client-zoho';
import * as hub from '@baton/client-hubspot';
import * as webhooks from '@baton/client-webhooks';
import * as kit from '@baton/http-kit';
declare const salesiq: zoho.SalesIqClient, desk: zoho.DeskClient, crm: zoho.CrmClient, accounts: zoho.AccountsClient;
declare const hubspot: hub.HubSpotClient, oauth: hub.HubSpotOAuth, store: hub.HubSpotTokenStore, capabilities: hub.ChannelCapabilities;
declare const channelId: string, accountId: string, inboxId: string, messageId: string, actorId: string, developerKey: string;
declare const token: string, accessToken: string, publication: hub.Publication;
declare const tokens: zoho.TokenSource, orgTokens: zoho.TokenSource;
declare const id: string, ticketId: string, commentId: string, threadId: string, fileId: string, chatId: string, appId: string;
declare const departmentId: string, assigneeId: string, operatorId: string, organizationId: string, webhookIds: string[];
declare const email: string, name: string, key: string, url: string, path: string, cvuid: string, deviceToken: string;
declare const clientId: string, clientSecret: string, refreshToken: string, accountsUrl: string, redirectUri: string;
declare const state: string, code: string, secret: string, base: string, publicBaseUrl: string;
declare const callback: { code: string; accountsUrl: string };
declare const request: { id: string; url: string; headers: Record<string, string | undefined> };
declare const execution: { id: string }, rule: Parameters<typeof salesiq.chatRoutingRules.create>[0];
declare const ids: string[], publicKeys: string[], bytes: Uint8Array, rawBody: Uint8Array;
declare const keys: [zoho.WebhookKey, zoho.WebhookKey] & readonly webhooks.DeskKey[];
`;

test('every example of the docstrings and of the guide compiles', async () => {
  const folder = mkdtempSync(join(root, 'tests/.examples-'));
  try {
    const spaces: Record<string, string> = {
      '@baton/client-zoho': 'zoho',
      '@baton/client-hubspot': 'hub',
      '@baton/client-webhooks': 'webhooks',
      '@baton/http-kit': 'kit',
    };
    const imports = functions.map(({ name, from = '' }) => `const ${name} = ${spaces[from]}.${name};`);
    const examples = [...methods, ...functions].flatMap(({ name, example }) =>
      example === null ? [] : [{ name, example }],
    );
    expect(examples.length).toBeGreaterThan(130);
    const blocks = examples.map(({ name, example }) => `// ${name}\nasync () => {\n${example}\n};`);
    const file = join(folder, 'examples.mts');
    writeFileSync(file, [prelude, ...imports, ...blocks, 'export type { IncomingMessage };'].join('\n'));
    const guide = readFileSync(join(root, 'docs/guides/clients.md'), 'utf8');
    const programs = [...guide.matchAll(/```ts\n([\s\S]*?)\n```/g)].map(([, source = ''], index) => {
      writeFileSync(join(folder, `guide-${index}.mts`), source);
      return join(folder, `guide-${index}.mts`);
    });
    expect(programs.length).toBeGreaterThan(4);
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const compiled = run(process.execPath, [
      compiler,
      '--ignoreConfig',
      ...options,
      '--skipLibCheck',
      file,
      ...programs,
    ]);
    await expect(compiled.catch(({ stdout }: { stdout: string }) => ({ stdout }))).resolves.toMatchObject({
      stdout: '',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
