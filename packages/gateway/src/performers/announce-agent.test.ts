import { createFakeChannel } from '@baton/testkit';
import { describe, expect, it } from 'vitest';
import { describePerformer } from '../../testing/describe-performer.ts';

const open = (disturb: Parameters<Parameters<typeof describePerformer>[0]['open']>[0]) => {
  const capabilities = { canPush: true, answeredElsewhere: { heldMs: 0 } };
  const channel = createFakeChannel({ name: 'flat', capabilities, disturb });
  return { ports: { channels: { flat: channel } }, world: () => [...channel.announced] };
};

describe('news of the end', () => {
  describePerformer({ action: { kind: 'announce-end' }, open });
});

describe('news of an operator', () => {
  it('is told once although the answer was lost', async () => {
    const { perform } = await import('./announce-agent.ts');
    const told = { calls: 0 };
    const disturbances = ['after' as const];
    const { ports, world } = open(() => {
      told.calls += 1;
      return disturbances.pop() ?? 'none';
    });
    const progress: Record<string, unknown> = {};
    const tools = {
      ports,
      store: { outbox: { recordProgress: async (_id: string, notes: object) => void Object.assign(progress, notes) } },
    };
    const task = {
      effect: { id: '1', progress },
      action: { kind: 'announce-agent', agentId: '7', agentName: 'Ben' },
      state: { channel: 'flat', chatId: 'chat' },
    };
    for (const _try of [1, 2]) expect(await perform(tools as never, task as never)).toMatchObject({ type: 'done' });
    expect(world()).toEqual([['chat', ['Ben']]]);
    expect(told.calls).toBe(1);
  });
});
