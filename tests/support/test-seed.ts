const given = process.env['BATON_TEST_SEED'];
const seed = Number(given);
if (given !== undefined && !(Number.isInteger(seed) && seed > 0 && seed <= 2_000_000))
  throw new Error('BATON_TEST_SEED must be a whole number from 1 to 2000000; leave it out for the chosen ones.');

/**
 * Where something made up begins: always at `chosen` in `npm test`, so that the same sources meet the same input and fail or pass alike.
 * Each `npm run soak` sets BATON_TEST_SEED to another number and prints it; with that number a run is played again. This is the only place
 * that reads it.
 */
export const seedOr = (chosen: number): number => (given === undefined ? chosen : seed);
