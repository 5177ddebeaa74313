import type { Mutant } from './mutant.ts';

const differential = 'clients/webhooks/src/differential.test.ts';
const hubspot = 'clients/webhooks/src/hubspot.test.ts';
const deskFixtures = 'clients/webhooks/src/desk-fixtures.test.ts';

export const mutants: Mutant[] = [
  {
    id: 'timestamps-of-the-future',
    why: 'only old deliveries are repeated, so the difference needs no absolute value',
    file: 'clients/webhooks/src/signature-text.ts',
    find: 'return Math.abs(now.getTime() - Number(timestamp) * unit) <= windowMs;',
    replace: 'return now.getTime() - Number(timestamp) * unit <= windowMs;',
    suites: [hubspot, differential],
  },
  {
    id: 'token-chooses-its-algorithm',
    why: 'the key says how to verify, so the header need not be looked at',
    file: 'clients/webhooks/src/desk-jwt.ts',
    find: " || text(header, 'alg') !== 'RS256')",
    replace: ')',
    suites: [deskFixtures, differential],
  },
  {
    id: 'token-never-over',
    why: 'a token that was issued lately is new enough',
    file: 'clients/webhooks/src/desk-jwt.ts',
    find: '    expiresAt > at - skewMs &&\n',
    replace: '',
    suites: [deskFixtures, differential],
  },
  {
    id: 'fallback-to-a-weaker-signature',
    why: 'HubSpot sends both signatures, so one that fails can be made good by the other',
    file: 'clients/webhooks/src/hubspot.ts',
    find: 'return secrets.some((secret) => isV3(delivery, v3, secret));',
    replace: 'if (secrets.some((secret) => isV3(delivery, v3, secret))) return true;',
    suites: [hubspot, differential],
  },
  {
    id: 'no-secret-means-yes',
    why: 'an empty secret is as good as any other to a hash',
    file: 'clients/webhooks/src/salesiq.ts',
    find: "  if (options.secret === '') return false;\n",
    replace: '',
    suites: [differential],
  },
];
