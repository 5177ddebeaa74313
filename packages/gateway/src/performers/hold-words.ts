import { definePerformer, done } from './performer.ts';

/** Its time is up when it is performed: what comes behind it in its lane may be heard now. */
export const perform = definePerformer('hold-words', async () => done);
