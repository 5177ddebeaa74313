import type { Desk, DeskAgent } from '@baton/core';
import type { Routed } from './to-commands.ts';

type Desks = Readonly<Record<string, Pick<Desk, 'readAgentName'>>>;

/** Puts in the name of an operator whom an event tells by id alone. One that cannot be read now stays as the event told it. */
export async function nameAgent(desks: Desks, routed: Routed): Promise<Routed> {
  if (routed.type !== 'desk' || routed.command.type !== 'receive-desk-event') return routed;
  const { desk, command } = routed;
  const readName = desks[desk]?.readAgentName ?? null;
  const { event } = command;
  if (readName === null || !('agent' in event) || event.agent === null || event.agent.id === null) return routed;
  const read = await readName(event.agent.id);
  if (read.type !== 'ok' || read.value === null) return routed;
  const agent: DeskAgent = { ...event.agent, name: read.value };
  return { ...routed, command: { ...command, event: { ...event, agent } } };
}
