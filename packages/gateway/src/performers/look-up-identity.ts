import { definePerformer, toRetry } from './performer.ts';

export const perform = definePerformer('look-up-identity', async ({ ports }, { action: { email, askedBy } }) => {
  if (ports.directory === null)
    return { type: 'done', report: { type: 'settle-look-up', email, askedBy, result: { type: 'unavailable' } } };
  const found = await ports.directory.findByEmail(email);
  if (found.type === 'retry') return toRetry(found);
  if (found.type === 'refused')
    return { type: 'done', report: { type: 'settle-look-up', email, askedBy, result: { type: 'unavailable' } } };
  const match = found.value;
  const result = match.type === 'match' ? match : { type: 'none' as const };
  return { type: 'done', report: { type: 'settle-look-up', email, askedBy, result } };
});
