import { describe, expect, test } from 'vitest';
import { deskJwtTrials } from '../testing/desk-trials.ts';
import { hubSpotTrials } from '../testing/hubspot-trials.ts';
import { salesIqHmacTrials, salesIqRsaTrials, sharedSecretTrials, type Trial } from '../testing/salesiq-trials.ts';
import { standardTrials } from '../testing/standard-trials.ts';

const senders: Record<string, () => Trial[]> = {
  'SalesIQ RSA': salesIqRsaTrials,
  'SalesIQ HMAC': salesIqHmacTrials,
  'Desk JWT': deskJwtTrials,
  'HubSpot v1': () => hubSpotTrials('v1'),
  'HubSpot v2': () => hubSpotTrials('v2'),
  'HubSpot v3': () => hubSpotTrials('v3'),
  'Standard Webhooks v1': () => standardTrials('v1'),
  'Standard Webhooks v1a': () => standardTrials('v1a'),
  'shared secret': sharedSecretTrials,
};

const counts = new Map<string, { accepted: number; rejected: number }>();

describe('each verifier says what the sender’s own rules say', () => {
  test.each(Object.entries(senders))('%s', (sender, makeTrials) => {
    const trials = makeTrials();
    const verdicts = trials.map(({ name, isGenuine, check }) => ({ name, isGenuine, isAccepted: check() }));
    expect(verdicts.filter(({ isGenuine, isAccepted }) => isAccepted && !isGenuine)).toEqual([]);
    expect(verdicts.filter(({ isGenuine, isAccepted }) => isGenuine && !isAccepted)).toEqual([]);
    const accepted = verdicts.filter(({ isAccepted }) => isAccepted).length;
    counts.set(sender, { accepted, rejected: verdicts.length - accepted });
    expect(accepted).toBeGreaterThan(4);
    expect(verdicts.length - accepted).toBeGreaterThan(60);
  });

  test('in about 1,200 cases and more', () => {
    expect([...counts.keys()]).toEqual(Object.keys(senders));
    const total = [...counts.values()].reduce((sum, { accepted, rejected }) => sum + accepted + rejected, 0);
    expect(total).toBeGreaterThan(1_200);
  });
});
