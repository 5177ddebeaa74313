import type { DeskAgent } from '../ports/intent.ts';
import type { Leg } from './state.ts';
import type { TurnBuilder } from './turn.ts';

/**
 * Who of a desk is in the chat. The customer is told once of each change that concerns them: somebody else is there now, or nobody is.
 * Where the customer writes in the vendor's own chat, the vendor tells.
 */
export function changeAgent(turn: TurnBuilder, leg: Leg, agent: DeskAgent): void {
  if (!isOther(leg, agent)) return;
  turn.emit({ type: 'agent-changed', agentName: agent.name, agentId: agent.id });
  if (leg.route === 'forward') return;
  turn.announce(
    leg.agentName === null
      ? turn.text('agent-is-there', { agent: agent.name })
      : turn.text('agent-took-over', { agent: agent.name, before: leg.agentName }),
  );
}

/** Two operators may have one name; where the vendor tells ids, those count. */
function isOther({ agentId, agentName }: Leg, { id, name }: DeskAgent): boolean {
  return agentId !== null && id !== null ? agentId !== id : agentName !== name;
}

/** The operator who had the chat has left it, and it waits for another: as long as any chat may wait for one. */
export function leaveUnattended(turn: TurnBuilder, { key: legKey, route, agentName }: Leg): void {
  if (agentName === null) return;
  turn.emit({ type: 'agent-left' });
  if (route === 'relay') turn.announce(turn.text('agent-left', { agent: agentName }));
  turn.setTimer(
    { name: 'desk-unattended', legKey, sinceSeq: turn.state().messageCount },
    turn.settings.acceptTimeoutMs,
  );
}
