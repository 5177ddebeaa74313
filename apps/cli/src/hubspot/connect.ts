import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@baton/core';
import type { HubSpotSetup } from '@baton/gateway';
import { type Environment, say } from '../process.ts';
import type { ConnectFlags } from './flags.ts';
import { openSetup } from './open-setup.ts';
import { waitForAnswer } from './wait-for-answer.ts';

/**
 * Consent in the browser unless an account is connected, then the channel, then its inbox. Whatever was reached is kept, so that the same
 * command goes on where it was broken off. @throws AppError, and what HubSpot refused
 */
export async function connectHubSpot(environment: Environment, flags: ConnectFlags): Promise<void> {
  const { setup, inboxId, close } = await openSetup(environment, flags);
  try {
    if (flags.again === true || !(await setup.isConnected())) await askForConsent(setup, flags.redirect);
    else say('An account is connected.');
    await refuseMisfit(setup);
    const chosen = flags.inbox ?? inboxId ?? (await chooseOnlyInbox(setup));
    await setup.connect({ inboxId: chosen, progress: say, wait: (ms) => delay(ms) });
    say('Done. Start Baton with the same settings; `hubspot` may stand in BATON_HANDOFF_CHAIN.');
  } finally {
    await close();
  }
}

async function askForConsent(setup: HubSpotSetup, redirectUri: string): Promise<void> {
  const state = randomBytes(24).toString('base64url');
  say('Open this address as an administrator of the HubSpot account:');
  say('');
  say(`  ${setup.consentUrl({ redirectUri, state })}`);
  say('');
  const answer = await waitForAnswer(redirectUri, { input: process.stdin, say });
  await setup.finishConsent({ answer, redirectUri, state });
  say('The account is connected; its tokens are sealed in the store.');
}

async function refuseMisfit(setup: HubSpotSetup): Promise<void> {
  const [first] = (await setup.findProblems()).filter(({ code }) => code !== 'hubspot-inbox-unknown');
  if (first !== undefined) throw new AppError('configuration-invalid', `${first.problem} ${first.fix}`);
}

async function chooseOnlyInbox(setup: HubSpotSetup): Promise<string> {
  const inboxes = (await setup.inboxes()).filter(({ isArchived }) => !isArchived);
  const [only, another] = inboxes;
  if (only !== undefined && another === undefined) return only.id;
  for (const { id, name, type } of inboxes) say(`  ${id}  ${type === 'HELP_DESK' ? 'help desk' : 'inbox'}  ${name}`);
  throw new AppError(
    'configuration-invalid',
    'Choose one of these inboxes: add --inbox <id>, or set HUBSPOT_INBOX_ID, and run the same again.',
  );
}
