import fc from 'fast-check';
import { expect, it } from 'vitest';
import { conversationId } from '../ids.ts';
import type { ConversationCommand, DecisionContext } from './commands.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { isTalkOver } from './fence.ts';
import { initialConversation } from './state.ts';

const context: DecisionContext = {
  workflows: [],
  earlierWorkflows: [],
  checkCode: () => false,
  settings: { acceptTimeoutMs: 1_000, sendsCustomerMail: true, supportEmail: 'team@example.com', pointsOfContact: [] },
};
const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null };
const start = () => initialConversation({ id: conversationId('c1'), channel: 'flat', chatId: 'chat' });

const command = fc.oneof(
  fc
    .constantFrom('talk to a human', 'hello', 'cancel', 'blue cheese')
    .map((text): ConversationCommand => ({ type: 'receive-customer-message', text, profile })),
  fc.constantFrom<ConversationCommand>(
    { type: 'record-agent-joined', agentName: 'Sarah' },
    { type: 'record-agent-message', agentName: 'Sarah', text: 'hi' },
    { type: 'record-desk-completed', endedBy: 'agent' },
    { type: 'record-desk-missed' },
    { type: 'settle-effect', result: { kind: 'timer', timer: 'handoff-accept', handoffKey: 'c1-h1' } },
    {
      type: 'settle-effect',
      result: { kind: 'open-desk', handoffKey: 'c1-h1', result: { type: 'opened', deskConversationId: 'd1' } },
    },
    {
      type: 'settle-effect',
      result: { kind: 'create-ticket', result: { type: 'created', id: 't1', number: '1', url: null } },
    },
  ),
);

it('keeps its promises over generated commands', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      let state = start();
      let lastSeq = 0;
      const ticketsByCase = new Map<string, number>();
      const effectKeys = new Set<string>();
      for (const next of commands) {
        const wasConnected = state.handoff?.phase === 'connected';
        const decision = decide(next, state, context);
        expect(decision.events.reduce(evolve, state)).toEqual(decision.state);
        for (const message of decision.messages) {
          lastSeq += 1;
          expect(message.seq).toBe(lastSeq);
          const isStillConnected = wasConnected && decision.state.handoff?.phase === 'connected';
          if (message.author === 'bot' && isStillConnected) expect(isTalkOver(message, decision.state)).toBe(true);
        }
        for (const effect of decision.effects) {
          expect(effectKeys.has(effect.key)).toBe(false);
          effectKeys.add(effect.key);
          if (effect.action.kind !== 'create-ticket') continue;
          const key = effect.action.request.caseKey;
          ticketsByCase.set(key, (ticketsByCase.get(key) ?? 0) + 1);
        }
        expect(decision.state.baton.generation).toBeGreaterThanOrEqual(state.baton.generation);
        state = decision.state;
      }
      for (const count of ticketsByCase.values()) expect(count).toBe(1);
    }),
    { numRuns: 500 },
  );
});

it('turns a missed handoff into a ticket and tells the customer', () => {
  const asked = decide({ type: 'receive-customer-message', text: 'talk to a human', profile }, start(), context).state;
  const missed = decide({ type: 'record-desk-missed' }, asked, context);
  expect(missed.effects.map((effect) => effect.action.kind)).toContain('create-ticket');
  expect(missed.messages.map((message) => message.author)).toEqual(['bot']);
  expect(missed.state.baton.holder).toBe('bot');
});
