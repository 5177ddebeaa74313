import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminKey, type EmulatedVendors, flatSecret, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

/*
 * Customers give away secrets while they go all the ways there are: into a workflow, while a code is awaited, to an operator, onto a
 * ticket. Afterwards everything that was stored, logged, mailed, filed and shown to operators is searched for them.
 */
const folder = mkdtempSync(join(tmpdir(), 'baton-leaks-'));
let vendors: EmulatedVendors;
let node: Running;

/** What a customer writes, and the part of it that nobody may find. */
const secrets: [words: string, secret: string][] = [
  ['my password is Kobra-77!violet', 'Kobra-77!violet'],
  ['mein Kennwort lautet Zitrone#4711', 'Zitrone#4711'],
  ['mi contraseña es Gato.Negro.93', 'Gato.Negro.93'],
  ['mon mot de passe est Pluie_d_ete_8', 'Pluie_d_ete_8'],
  ['the card is 4111 1111 1111 1111', '4111 1111 1111 1111'],
  ['use 5500.0000.0000.0004 please', '5500.0000.0000.0004'],
  ['pw: trombone-Quartz', 'trombone-Quartz'],
  ['the API key is sk_live_51HwRj2eZvKYlo2C9Qm7', 'sk_live_51HwRj2eZvKYlo2C9Qm7'],
  ['PIN is 904213', '904213'],
];
/** In the same messages as the secrets, and to be found in each place where those are looked for. */
const harmless = 'greenhouse';
const say = (chat: FlatChat) => async (words: string) => chat.say(`${words} from the ${harmless}`);

/** Everything found, by place. */
const places = new Map<string, string>();
let code = '';

beforeAll(async () => {
  vendors = await startEmulators();
  const environment = { ...vendors.settings, BATON_DATA_DIR: folder, HANDOFF_TIMEOUT_SECONDS: '900' };
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
  await vendors.pointTo(node.ready[0] ?? '');
  await playEverything();
  const rows = async (collection: string): Promise<string> => JSON.stringify(await vendors.rows(collection));
  places.set('tickets', (await rows('desk/tickets')) + (await rows('desk/comments')));
  places.set('mails', await rows('mail/messages'));
  places.set("operators' view", (await rows('salesiq/conversations')) + (await rows('salesiq/messages')));
  places.set('journal of calls', JSON.stringify(await vendors.control('/journal')));
  places.set('metrics', await (await fetch(`${node.ready[0]}/metrics`)).text());
  const authorization = `Bearer ${adminKey}`;
  const letters = await fetch(`${node.ready[0]}/api/dead-letters`, { headers: { authorization } });
  places.set('dead letters', await letters.text());
  await end(node, 'SIGTERM');
  places.set('logs', node.said() + node.errors());
  places.set(
    'data directory',
    listFiles(folder)
      .map((path) => readFileSync(path, 'latin1'))
      .join('\n'),
  );
}, 180_000);
afterAll(async () => {
  await end(node, 'SIGKILL');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const listFiles = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true, recursive: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );

async function playEverything(): Promise<void> {
  const newChat = (email = 'john@company.com'): FlatChat =>
    new FlatChat({ email, gatewayUrl: () => node.ready[0] ?? '', journal: [] });
  const asking = newChat();
  for (const [words] of secrets) await say(asking)(words);

  const verifying = newChat();
  await verifying.say('I forgot my password');
  await verifying.say('john@company.com');
  code = await until('the code', async () => {
    const mails = (await vendors.rows('mail/messages')).map((mail) => String(mail['text']));
    return mails.map((text) => /\b\d{8}\b/.exec(text)?.[0]).find((found) => found !== undefined);
  });
  for (const [words] of secrets.slice(0, 2)) await say(verifying)(words);

  const talking = newChat('talking@company.com');
  for (const [words] of secrets) await say(talking)(words);
  await talking.say('talk to a human');
  const conversation = await until('the chat at the desk', async () =>
    (await vendors.rows('salesiq/conversations')).find((row) => String(row['question']).includes(talking.email)),
  );
  const operate = (body: object): Promise<unknown> => vendors.operate({ conversation_id: conversation['id'], ...body });
  await operate({ action: 'join' });
  for (const [words] of secrets) await say(talking)(words);
  await operate({ action: 'close' });
  await until('the end of the handoff', async () => ((await talking.poll()).escalate ? undefined : true));

  const filing = newChat();
  for (const words of ['please reboot my server', secrets[0]?.[0] ?? '', 'srv-12', 'yes', 'no', 'yes', 'yes'])
    await say(filing)(words);
}

it.each([
  'tickets',
  'mails',
  "operators' view",
  'journal of calls',
  'metrics',
  'dead letters',
  'logs',
  'data directory',
])('shows no secret in its %s', (place) => {
  const text = places.get(place) ?? '';
  const hidden = [...secrets.map(([, secret]) => secret), flatSecret, adminKey];
  // The mail to the customer is where the code belongs, and whoever sent it keeps it in the journal.
  const withCode = place === 'mails' || place === 'journal of calls' ? hidden : [...hidden, code];
  const found = withCode.filter((secret) => text.includes(secret));
  report({
    attack: `secrets searched in: ${place}`,
    tried: withCode.length,
    through: found.length,
    note: `${text.length} characters`,
  });
  expect(found).toEqual([]);
  expect(text).not.toBe('');
});

it.each(["operators' view", 'data directory'])('would find a secret in its %s', (place) => {
  expect(places.get(place)).toContain(harmless);
});
