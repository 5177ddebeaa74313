import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Where it is shown that Baton does none of what the contract lists: by the list's own words, a file and the title of a test. */
const shown: Readonly<Record<'SalesIQ' | 'HubSpot', Readonly<Record<string, readonly [string, string]>>>> = {
  SalesIQ: {
    'twenty simultaneous escalations → 19 opened under another person’s identity': [
      'tests/botpress/simultaneous.emulator.test.ts',
      'swaps no identity and brings no word to another chat',
    ],
    'history dropped': ['tests/botpress/loop.emulator.test.ts', 'brings history, words both ways'],
    'access token, refresh token and client secret in logs': [
      'tests/botpress/defects.emulator.test.ts',
      'tokens, keys and personal data in logs',
    ],
    'personal data logged at error level': [
      'tests/botpress/defects.emulator.test.ts',
      'tokens, keys and personal data in logs',
    ],
    'forged unsigned webhook accepted': ['tests/botpress/defects.emulator.test.ts', 'forged call accepted'],
    'chats the bot did not start create conversations and stop events': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'tells a bot nothing of chats that it did not start',
    ],
    'redelivered webhook posts twice': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'brings an operator’s words once when SalesIQ sends its webhook twice',
    ],
    'end user announced as the agent': ['tests/botpress/loop.emulator.test.ts', 'one operator after the other'],
    'only text': ['tests/botpress/loop.emulator.test.ts', 'brings files of the user to the desk'],
    'a line refused by the desk reported as delivered': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'puts a line that the desk refused on a ticket, and says so',
    ],
    '`stopHitl` leaves the chat open and posts "reason: undefined" as the visitor': [
      'tests/botpress/loop.emulator.test.ts',
      'closes the desk when the user ends it, and sends nothing back',
    ],
    'HTTP 400 retried for ever with a token refresh each time': [
      'tests/botpress/defects.emulator.test.ts',
      'refused call repeated for ever',
    ],
    'failed start reported as success with a fake id': [
      'tests/botpress/defects.emulator.test.ts',
      'failed start reported as success with an id that does not exist',
    ],
    'a failing un-awaited call ends the process': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'goes on when each vendor fails at everything',
    ],
  },
  HubSpot: {
    'tokens in logs, developer key in query strings': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'writes no token and no developer key into the log',
    ],
    'history dropped': ['tests/botpress/simultaneous.emulator.test.ts', 'brings every word to its own chat'],
    'unsigned webhook answered 200': [
      'integrations/hubspot/src/webhook/hubspot-inbound.test.ts',
      'of another length, or none, or another time is refused and nothing worse',
    ],
    'signature of another length → exception': [
      'integrations/hubspot/src/webhook/hubspot-inbound.test.ts',
      'of another length, or none, or another time is refused and nothing worse',
    ],
    'timestamp in the future accepted': [
      'integrations/hubspot/src/webhook/hubspot-inbound.test.ts',
      'is not believed %i ms off',
    ],
    'replay posts twice': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'brings an agent’s words once when HubSpot’s webhook is replayed',
    ],
    'end user announced as agent': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'names the agent and not the user',
    ],
    'only one of the six declared message types is implemented, the others end in an exception': [
      'integrations/botpress/src/botpress-inbound.test.ts',
      'reads all types of messages in words, and whose they are',
    ],
    '`stopHitl` does nothing': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'closes the thread when the user ends the session',
    ],
    'one bad event loses the rest of its batch': [
      'integrations/hubspot/src/webhook/hubspot-inbound.test.ts',
      'loses nothing but the event that cannot be read',
    ],
    'each save creates another channel and removal deletes one': [
      'integrations/hubspot/src/setup/connect-inbox.test.ts',
      'makes nothing a second time, however often it is run',
    ],
    'second session of a person breaks the first': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'keeps two sessions of one person apart',
    ],
    'lookup by partial tags fails under exact matching': [
      'tests/botpress/defects-at-desks.emulator.test.ts',
      'also where tags must match exactly',
    ],
    'HTTP 401 retried for ever': ['clients/botpress/src/caller.test.ts', 'gives up at once when the key is refused'],
    'failed start reported as success': [
      'tests/botpress/defects.emulator.test.ts',
      'failed start reported as success with an id that does not exist',
    ],
  },
};

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/** The failures of one vendor's integrations, as section 9 names them; what stands in brackets is measured and no name. */
function listDefects(vendor: string): string[] {
  const [, section = ''] = read('docs/contracts/botpress.md').split('\n## 9. ');
  const [, list = ''] = section.split(`\n${vendor}: `);
  const [sentence = ''] = list.split(/\.(?:\s|$)/);
  return sentence
    .replaceAll("'", '’')
    .replaceAll(/ \([^)]*\)/g, '')
    .split(/;\s+/)
    .map((name) => name.replaceAll('\n', ' ').trim());
}

it.each(['SalesIQ', 'HubSpot'] as const)('shows the opposite of each failure of integrations with %s', (vendor) => {
  expect(Object.keys(shown[vendor])).toEqual(listDefects(vendor));
  for (const [file, title] of Object.values(shown[vendor])) expect(read(file), file).toContain(title);
});
