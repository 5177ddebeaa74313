import { z } from 'zod';
import { wantsNewCode } from '../../language/wants-new-code.ts';
import type { StepInput } from '../protocol.ts';
import { defineStep, goTo, type StepResult, type StepTools, slotToRead, target, wait } from '../step-kind.ts';

const lookingUp = z.object({ type: z.literal('identity'), email: z.string() });
const waitingForCode = z.object({
  type: z.literal('code'),
  challengeId: z.string(),
  /** False: nobody is registered, or the mail was refused; the customer sees the same words and no code can be right. */
  isReal: z.boolean(),
  wrongCodes: z.number().int().min(0),
  hasResent: z.boolean(),
  to: z.string().nullable(),
});
type WaitingForCode = z.infer<typeof waitingForCode>;
type Tools = StepTools<z.infer<typeof lookingUp> | WaitingForCode>;
type Targets = { next: string; failed: string };

const wrongCodesMax = 3;
const code = /^\D{0,12}(\d[\s-]*){6,10}\D{0,3}$/;

/**
 * Proves that the customer owns the registered address: look the address up, mail a one-time code to the address on record, compare.
 * looking up → waiting for the code → next, or `failed` after three wrong codes. Whether an account exists is never shown: an unknown
 * address leads to the same words and the same wait for a code, which then cannot be right.
 */
export const verify = defineStep({
  kind: 'verify',
  members: { emailSlot: slotToRead.optional(), next: target, failed: target },
  behaviour: {
    waits: 'sometimes',
    pending: z.discriminatedUnion('type', [lookingUp, waitingForCode]),
    expectsSecret: ({ type }) => type === 'code',
    enter: (step, tools) => {
      const given = step.emailSlot === undefined ? undefined : tools.slots.get(step.emailSlot);
      const named = given?.includes('@') === true ? given : tools.context.customer.email;
      const email = (named ?? '').trim().toLowerCase();
      if (email === '') return awaitCode(step, tools, null);
      // One proof serves for one address, however often the customer asks.
      if (email === tools.context.verifiedEmail) return goTo(step.next);
      tools.setPending({ type: 'identity', email });
      tools.put({ type: 'look-up-identity', email, askedBy: tools.at });
      return wait;
    },
    receive: (step, tools, input) => {
      const { pending } = tools;
      if (pending?.type === 'identity') return hearOfIdentity(step, tools, input);
      if (pending?.type !== 'code') return wait;
      if (input.type === 'answer') return hearAnswer(step, tools, { text: input.text, pending });
      // The customer is told nothing of it, as with an address that is not registered.
      if (input.type === 'code-undeliverable' && input.challengeId === pending.challengeId)
        tools.setPending({ ...pending, isReal: false });
      return wait;
    },
  },
});

function awaitCode(step: Targets, tools: Tools, to: string | null): StepResult {
  if (tools.context.challengesLeft <= 0) {
    tools.say(tools.text('codes-used-up'));
    return goTo(step.failed);
  }
  const challengeId = tools.context.nextChallengeId;
  tools.setPending({ type: 'code', challengeId, isReal: to !== null, wrongCodes: 0, hasResent: false, to });
  tools.put({ type: 'send-code', challengeId, to });
  tools.say(tools.text('code-sent'), [tools.text('suggestion-resend-code')]);
  return wait;
}

function hearOfIdentity(step: Targets, tools: Tools, input: StepInput): StepResult {
  if (input.type !== 'identity-looked-up') {
    if (input.type === 'answer') tools.say(tools.text('identity-being-checked'));
    return wait;
  }
  switch (input.result.type) {
    case 'match':
      tools.put({ type: 'identify', person: input.result.person });
      return awaitCode(step, tools, input.result.person.email);
    case 'none':
      return awaitCode(step, tools, null);
    case 'unavailable':
      tools.say(tools.text('identity-unavailable'));
      return goTo(step.failed);
    default:
      return input.result satisfies never;
  }
}

type Answer = { text: string; pending: WaitingForCode };

function hearAnswer(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  if (code.test(text.trim())) return checkCode(step, tools, { text, pending });
  if (wantsNewCode(text)) return resend(tools, pending);
  tools.reject(tools.text('code-not-recognised'), [tools.text('suggestion-resend-code')]);
  return wait;
}

function checkCode(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  if (pending.isReal && pending.to !== null && tools.context.checkCode(pending.challengeId, text.replace(/\D/g, ''))) {
    tools.put({ type: 'prove-address', email: pending.to });
    tools.say(tools.text('code-right'));
    return goTo(step.next);
  }
  const wrongCodes = pending.wrongCodes + 1;
  if (wrongCodes >= wrongCodesMax) {
    tools.say(tools.text('code-wrong-for-good'));
    return goTo(step.failed);
  }
  tools.setPending({ ...pending, wrongCodes });
  tools.say(tools.text('code-wrong'), [tools.text('suggestion-resend-code')]);
  return wait;
}

function resend(tools: Tools, pending: WaitingForCode): StepResult {
  if (pending.hasResent || tools.context.challengesLeft <= 0) {
    tools.say(tools.text('code-not-resent'), [tools.text('suggestion-human')]);
    return wait;
  }
  const challengeId = tools.context.nextChallengeId;
  // A mail that was refused voided the code before, not this one.
  tools.setPending({ ...pending, challengeId, isReal: pending.to !== null, hasResent: true });
  tools.put({ type: 'send-code', challengeId, to: pending.to });
  tools.say(tools.text('code-resent'));
  return wait;
}
