import { type Configuration, listTrials, refuse, storageSettings, tryVendors } from '@baton/gateway';
import { tryServer } from '@baton/store';
import { say } from './process.ts';

/** What cannot be found out from here; it is said, so that nobody takes it for checked. */
const neverTried = [
  'that the vendors reach the public address of Baton',
  'what would change something at a vendor: making a ticket, opening a chat, sending a mail',
  'that the secret key fits the data; the start does that',
];

/**
 * What can be told without starting: of the settings alone, or (`isLive`) by asking everybody they name. Says what was not tried.
 * @throws AppError `configuration-invalid` when something does not work as configured
 */
export async function checkSetUp(configuration: Configuration, isLive: boolean): Promise<void> {
  say('The configuration is complete and well-formed.');
  const { DATABASE_URL: url } = configuration.require(storageSettings);
  const trials = [
    ...listTrials(configuration),
    ...(url === null ? [] : ['Database: access, version, rights, age of its tables']),
  ];
  if (!isLive) {
    say('Nothing was asked of vendors or database. Not tried (add --live to have it tried):');
    for (const trial of trials) say(`  - ${trial}`);
    return;
  }
  const [vendors, database] = await Promise.all([
    tryVendors(configuration, { signal: new AbortController().signal, scope: 'all' }),
    url === null ? [] : tryServer(url),
  ]);
  const findings = [...vendors.findings, ...database.map((finding) => ({ vendor: 'DATABASE_URL', ...finding }))];
  say('Tried:');
  for (const trial of trials) say(`  - ${trial}`);
  say('Not tried:');
  for (const thing of [...vendors.untried, ...neverTried]) say(`  - ${thing}`);
  refuse(
    findings.map(({ vendor, code, problem, fix }) => ({ name: `${vendor} (${code})`, problem, fix })),
    'work with what it is configured for',
  );
  say('All of it works as configured.');
}
