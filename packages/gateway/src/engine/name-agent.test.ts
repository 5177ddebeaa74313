import type { DeskEvent, PortResult } from '@baton/core';
import { describe, expect, it } from 'vitest';
import { nameAgent } from './name-agent.ts';
import { routeIntent } from './to-commands.ts';

const agent = { id: 'A-1', name: 'Agent' };
const said: DeskEvent = { type: 'agent-said', agent, text: 'hello', attachments: [], messageId: 'm' };
const desksWith = (result: PortResult<string | null>) => ({ hubspot: { readAgentName: async () => result } });
const nameOf = async (event: DeskEvent, desks: Parameters<typeof nameAgent>[0]): Promise<unknown> => {
  const routed = routeIntent({ type: 'desk-event', desk: 'hubspot', reference: '1', at: null, event });
  const named = await nameAgent(desks, routed);
  const command = named.type === 'desk' && named.command.type === 'receive-desk-event' ? named.command : null;
  return command !== null && 'agent' in command.event ? command.event.agent?.name : null;
};

describe('the name of an operator', () => {
  it('is asked for where an event has the id alone, whatever the event is', async () => {
    const desks = desksWith({ type: 'ok', value: 'Sam Agent' });
    expect(await nameOf(said, desks)).toBe('Sam Agent');
    expect(await nameOf({ type: 'agent-assigned', agent }, desks)).toBe('Sam Agent');
  });

  it.each<[string, PortResult<string | null>]>([
    ['is not known', { type: 'ok', value: null }],
    ['cannot be read now', { type: 'retry', code: 'timeout', detail: '', isAmbiguous: false, retryAfterMs: null }],
    ['is refused', { type: 'refused', code: 'not-found', detail: '' }],
  ])('that %s stays as it was told', async (_case, result) => {
    expect(await nameOf(said, desksWith(result))).toBe('Agent');
  });

  it('is not asked for where the desk tells names itself, or nobody is meant', async () => {
    expect(await nameOf(said, { hubspot: { readAgentName: null } })).toBe('Agent');
    expect(await nameOf(said, {})).toBe('Agent');
    expect(
      await nameOf({ type: 'agent-assigned', agent: null }, desksWith({ type: 'ok', value: 'X' })),
    ).toBeUndefined();
  });
});
