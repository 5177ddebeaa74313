/**
 * How much of what could go on for hours is tried: 1 in `npm test`, a small part of it; `npm run soak` sets BATON_TEST_SCALE higher. This
 * is the only place that reads it.
 */
const scale = Number(process.env['BATON_TEST_SCALE'] ?? '1');
if (!(scale > 0)) throw new Error('BATON_TEST_SCALE must be a number above 0; leave it out for 1.');

/** What is tried of something that `npm test` tries `count` times; at least once. */
export const scaled = (count: number): number => Math.max(1, Math.round(count * scale));
