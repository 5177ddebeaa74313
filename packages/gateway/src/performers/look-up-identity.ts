import { type IdentityDirectory, type IdentityMatch, type PortResult, portOk } from '@baton/core';
import { definePerformer, toRetry } from './performer.ts';

export const perform = definePerformer('look-up-identity', async ({ ports }, { action: { account, askedBy } }) => {
  const report = { type: 'settle-look-up', account, askedBy } as const;
  if (ports.directory === null) return { type: 'done', report: { ...report, result: { type: 'unavailable' } } };
  const found = await find(ports.directory, account);
  if (found.type === 'retry') return toRetry(found);
  if (found.type === 'refused') return { type: 'done', report: { ...report, result: { type: 'unavailable' } } };
  const match = found.value;
  const result = match.type === 'match' ? match : { type: 'none' as const };
  return { type: 'done', report: { ...report, result } };
});

/** A username is never taken for a part of an address, nor an address for a username. */
function find(directory: IdentityDirectory, account: string): Promise<PortResult<IdentityMatch>> {
  if (account.includes('@')) return directory.findByEmail(account);
  return directory.findByUsername?.(account) ?? Promise.resolve(portOk({ type: 'none' }));
}
