import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EffectAction } from '../effects/effects.ts';
import type { DeskEvent } from '../ports/intent.ts';
import type { ConversationCommand } from './commands.ts';
import { decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { findStaleReason, isSuperseded } from './fence.ts';
import type { ConversationState } from './state.ts';
import { parseState } from './state-schema.ts';
import { rightCode, startConversation, type TestChannel, testContext, testSettings } from './testing/talk.ts';
import type { DecidedTimer } from './timers.ts';
import type { DecidedEffect, Decision } from './turn.ts';

const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null, senderAddress: null };

/**
 * One thing that happens; `settle` answers one of the effects that wait, chosen by `pick`, well or badly. A desk speaks for one of the
 * chats there have been (`chat`, the present one most often), now or some time ago.
 */
type Happening =
  | { type: 'command'; command: ConversationCommand }
  | { type: 'desk'; event: DeskEvent; chat: number; minutesAgo: number | null }
  | { type: 'fire'; pick: number }
  | { type: 'settle'; pick: number; isGood: boolean }
  | { type: 'pass'; minutes: number };

const words = fc.constantFrom(
  'talk to a human',
  'hello',
  'cancel',
  'back',
  'restart',
  'help',
  'blue cheese',
  'reset my password',
  'ann@example.com',
  rightCode,
  '11111111',
  'resend',
  'reboot my server',
  'srv-1',
  'now',
  'second screen not detected',
  'single',
  'yes',
  'no',
  '',
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: words.map(
      (text): Happening => ({ type: 'command', command: { type: 'receive-customer-message', text, profile } }),
    ),
  },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('settle' as const), pick: fc.nat(7), isGood: fc.boolean() }),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<ConversationCommand>(
        { type: 'accept-forward' },
        { type: 'report-forward-failure', cause: 'offline' },
        { type: 'adopt-desk-chat', desk: 'salesiq', reference: 'lost', legKey: 'c1-h1' },
      )
      .map((command): Happening => ({ type: 'command', command })),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('desk' as const),
      event: fc.constantFrom<DeskEvent>(
        { type: 'agent-joined', agent: { id: null, name: 'Sarah' } },
        { type: 'agent-said', agent: { id: null, name: 'Sarah' }, text: 'hi', attachments: [], messageId: null },
        { type: 'agent-assigned', agent: { id: 'b', name: 'Bob' } },
        { type: 'agent-assigned', agent: null },
        { type: 'transfer-offered', to: 'Bob' },
        { type: 'transfer-rejected', by: 'Bob' },
        { type: 'reopened' },
        { type: 'customer-said', text: 'hello', attachments: [] },
        { type: 'completed', endedBy: 'agent' },
        { type: 'completed', endedBy: 'customer' },
        { type: 'missed' },
        { type: 'noted', name: 'conversation.rated' },
      ),
      chat: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
      minutesAgo: fc.option(fc.nat(5)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('fire' as const), pick: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 90 }) }) },
);

/** What a performer reports of an effect; null when this end is reported to nobody. */
function reportOf(action: EffectAction, isGood: boolean, index: number): ConversationCommand | null {
  switch (action.kind) {
    case 'look-up-identity': {
      const { account, askedBy } = action;
      const person = { recordId: '1', name: 'Ann', email: account, phone: null, company: null };
      return {
        type: 'settle-look-up',
        account,
        askedBy,
        result: isGood ? { type: 'match', person } : { type: 'none' },
      };
    }
    case 'create-ticket':
      return {
        type: 'settle-ticket',
        caseKey: action.request.caseKey,
        result: isGood
          ? { type: 'created', id: `t${index}`, number: String(index), url: null }
          : { type: 'refused', code: 'invalid' },
      };
    case 'open-desk':
      return isGood
        ? { type: 'settle-opening', legKey: action.legKey, reference: `d${index}` }
        : { type: 'fail-leg', legKey: action.legKey, reason: 'desk-down' };
    case 'relay-to-desk':
    case 'send-history':
      return isGood ? null : { type: 'fail-leg', legKey: action.legKey, reason: 'relay-down' };
    case 'check-desk':
      return {
        type: 'settle-standing',
        legKey: action.legKey,
        standing: isGood ? 'over' : 'unknown',
        isAfterSilence: action.isAfterSilence,
      };
    default:
      return null;
  }
}

type Played = {
  state: ConversationState;
  effects: DecidedEffect[];
  steps: { before: ConversationState; decision: Decision }[];
};

const chains = [['salesiq'], ['salesiq', 'second'], ['second', 'salesiq'], []];

function play(channel: TestChannel, chain: string[], happenings: Happening[]): Played {
  const played: Played = { state: startConversation(channel), effects: [], steps: [] };
  const waiting: { effect: DecidedEffect; index: number }[] = [];
  const timers: DecidedTimer[] = [];
  const chats: { desk: string; reference: string }[] = [];
  let now = testContext.now;
  const tell = (command: ConversationCommand): void => {
    const before = played.state;
    const settings = { ...testSettings, handoffChain: chain };
    const decision = decide(command, before, { ...testContext, settings, now });
    played.steps.push({ before, decision });
    played.state = decision.state;
    timers.push(...decision.timers);
    const leg = decision.state.handoff?.leg;
    if (leg !== undefined && leg.reference !== null && chats[0]?.reference !== leg.reference)
      chats.unshift({ desk: leg.desk, reference: leg.reference });
    for (const effect of decision.effects) {
      waiting.push({ effect, index: played.effects.length });
      played.effects.push(effect);
    }
  };
  const settle = (pick: number, isGood: boolean): void => {
    const [taken] = waiting.splice(pick % Math.max(1, waiting.length), 1);
    if (taken === undefined || findStaleReason(taken.effect.action, played.state) !== null) return;
    const report = reportOf(taken.effect.action, isGood, taken.index);
    if (report !== null) tell(report);
  };
  const fire = (pick: number): void => {
    const [due] = timers.splice(pick % Math.max(1, timers.length), 1);
    if (due !== undefined) tell({ type: 'fire-timer', timer: due.timer });
  };
  for (const one of happenings) {
    if (one.type === 'command') tell(one.command);
    else if (one.type === 'settle') settle(one.pick, one.isGood);
    else if (one.type === 'fire') fire(one.pick);
    else if (one.type === 'desk') {
      const address = chats[one.chat] ?? { desk: 'salesiq', reference: 'chat' };
      const at = one.minutesAgo === null ? null : new Date(now.getTime() - one.minutesAgo * 60_000).toISOString();
      tell({ type: 'receive-desk-event', ...address, at, event: one.event });
    } else now = new Date(now.getTime() + one.minutes * 60_000);
  }
  // In the end every effect is performed and every timer comes due, and so do those that come of it.
  for (let rounds = 0; waiting.length + timers.length > 0 && rounds < 500; rounds += 1) {
    if (waiting.length > 0) settle(0, true);
    else fire(0);
  }
  return played;
}

const channels = fc.constantFrom<TestChannel>('flat', 'salesiq', 'pushed');
const sequences = fc.array(happening, { maxLength: 60 });

function check(property: (played: Played) => void): void {
  fc.assert(
    fc.property(channels, fc.constantFrom(...chains), sequences, (channel, chain, happenings) =>
      property(play(channel, chain, happenings)),
    ),
    { numRuns: 1_500 },
  );
}

describe('whatever happens in whatever order', () => {
  it('the events alone lead to the decided state, and neither changes what was given', () => {
    check(({ steps }) => {
      for (const { before, decision } of steps) {
        const copy = structuredClone(before);
        expect(decision.events.reduce(evolve, before)).toEqual(decision.state);
        expect(before).toEqual(copy);
        // What is stored is read back as the same.
        expect(parseState(JSON.parse(JSON.stringify(decision.state)))).toEqual(decision.state);
      }
    });
  });

  it('messages are numbered without gap and effects have keys of their own', () => {
    check(({ steps, effects }) => {
      const seqs = steps.flatMap(({ decision }) => decision.messages.map(({ seq }) => seq));
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
      expect(new Set(effects.map(({ key }) => key)).size).toBe(effects.length);
    });
  });

  it('the bot is silent while a human is connected', () => {
    check(({ steps }) => {
      for (const { before, decision } of steps) {
        const isConnectedThroughout =
          before.handoff?.leg.phase === 'connected' && decision.state.handoff?.leg.phase === 'connected';
        for (const message of decision.messages)
          if (isConnectedThroughout && message.author === 'bot')
            expect(isSuperseded(message, decision.state)).toBe(true);
      }
    });
  });

  it('the generation grows exactly when the holder changes or a human takes the word', () => {
    check(({ steps }) => {
      for (const { before, decision } of steps) {
        expect(decision.state.baton.generation).toBeGreaterThanOrEqual(before.baton.generation);
        if (decision.state.baton.holder !== before.baton.holder)
          expect(decision.state.baton.generation).toBeGreaterThan(before.baton.generation);
      }
    });
  });

  it('a case asks for one ticket at most, and every ticket asked for is answered to the customer once', () => {
    check(({ steps, effects, state }) => {
      const keys = effects.flatMap(({ action }) => (action.kind === 'create-ticket' ? [action.request.caseKey] : []));
      expect(new Set(keys).size).toBe(keys.length);
      const answered = steps.flatMap(({ decision }) =>
        decision.events.flatMap((event) =>
          event.type === 'ticket-created' || event.type === 'ticket-refused' ? [event.caseKey] : [],
        ),
      );
      expect([...answered].sort()).toEqual([...keys].sort());
      expect(state.casesAwaitingTicket.filter(({ ticket }) => ticket.phase !== 'refused')).toEqual([]);
    });
  });

  it('every wish for a human ends with one, or with a ticket, or is taken back', () => {
    check(({ state, steps }) => {
      // Every leg has a timer and every silent human is asked for, so that in the end nobody is left waiting.
      expect(['over', undefined]).toContain(state.handoff?.leg.phase);
      expect(state.baton.holder).toBe('bot');
      for (const { decision } of steps) {
        if (!decision.events.some(({ type }) => type === 'handoff-failed')) continue;
        expect(decision.state.case?.ticket.phase).not.toBe('none');
        expect(decision.messages.some(({ author, isForCustomer }) => author === 'bot' && isForCustomer)).toBe(true);
      }
    });
  });

  it('no one-time code is kept anywhere while one is waited for', () => {
    check(({ steps }) => {
      for (const { before, decision } of steps) {
        if (before.run?.pending?.type !== 'code' || before.baton.holder === 'desk') continue;
        // Effects may hold the same digits given as a user name before, so that only the words of this turn are looked at.
        expect(decision.messages.map(({ text }) => text).join(' ')).not.toContain(rightCode);
      }
    });
  });
});
