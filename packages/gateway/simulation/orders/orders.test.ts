import { decide, isSuperseded } from '@baton/core';
import { newBotContext, polledChannel } from '@baton/testkit';
import { expect, it } from 'vitest';
import { scaled } from '../../../../tests/support/test-scale.ts';
import { loadContext } from '../describe-simulation.ts';
import { playOrders } from './play-orders.ts';
import type { Rules } from './world.ts';

const desk = { messageCharactersMax: 3_000, hasFiles: false, hasReceipts: false };

async function loadRules(): Promise<Rules> {
  const { workflows } = await loadContext();
  const context = newBotContext({
    workflows,
    channels: { flat: polledChannel, pushed: { ...polledChannel, isPolled: false, canPush: true } },
    desks: { salesiq: desk, second: desk, third: desk },
    settings: { handoffChain: ['salesiq'] },
  });
  return { context, decide, isSuperseded };
}

/** `npm test` plays a hundred thousand, the soak a million. */
const count = scaled(1) > 1 ? 1_000_000 : 100_000;

it(`lets no bot speak over a human in ${count} orders of what can happen`, { timeout: 600_000 }, async () => {
  const rules = await loadRules();
  const started = process.cpuUsage();
  const played = playOrders(rules, { count, seed: 1 });
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1_000_000;
  process.stdout.write(`${played.orders} orders in ${seconds.toFixed(1)} s: ${JSON.stringify(played.stakes)}\n`);
  expect(played.violations).toEqual([]);
  expect(played.orders).toBe(count);
  for (const [stake, times] of Object.entries(played.stakes))
    expect(times, `${stake} was too seldom at stake`).toBeGreaterThanOrEqual(count / 100);
});

it.each<[string, (rules: Rules) => Partial<Rules>]>([
  ['words of the bot are brought whatever has happened since', () => ({ isSuperseded: () => false })],
  [
    'news of tickets are told although a human is there',
    ({ decide: real }) => ({
      decide: (command, state, context) => {
        const { handoff } = state;
        const isOfTicket = command.type === 'settle-ticket' || command.type === 'settle-ticket-news';
        if (!isOfTicket || handoff === null) return real(command, state, context);
        return real(command, { ...state, handoff: { ...handoff, leg: { ...handoff.leg, phase: 'waiting' } } }, context);
      },
    }),
  ],
  [
    'the time to answer is up although somebody has',
    ({ decide: real }) => ({
      decide: (command, state, context) => {
        const { handoff } = state;
        const isTimer = command.type === 'fire-timer' && command.timer.name === 'handoff-accept';
        if (!isTimer || handoff === null) return real(command, state, context);
        const waiting = { ...state, handoff: { ...handoff, leg: { ...handoff.leg, phase: 'waiting' as const } } };
        const decision = real(command, waiting, context);
        return { ...decision, effects: decision.effects.filter(({ action }) => action.kind !== 'close-desk') };
      },
    }),
  ],
])('notices when %s', { timeout: 60_000 }, async (_bug, plant) => {
  const rules = await loadRules();
  const { violations } = playOrders({ ...rules, ...plant(rules) }, { count: 20_000, seed: 1 });
  expect(violations.join('\n')).toContain('over a human');
});
