import { z } from 'zod';
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
const wishForCode = /\bresend|send (?:it|the code|another)|new code\b/i;

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
    tools.say('I cannot send more codes in this chat. A colleague will check your identity.');
    return goTo(step.failed);
  }
  const challengeId = tools.context.nextChallengeId;
  tools.setPending({ type: 'code', challengeId, isReal: to !== null, wrongCodes: 0, hasResent: false, to });
  tools.put({ type: 'send-code', challengeId, to });
  tools.say(
    'If that account is registered with us, an e-mail with an 8-digit code is on its way. Please type the code here.',
    ['Resend the code'],
  );
  return wait;
}

function hearOfIdentity(step: Targets, tools: Tools, input: StepInput): StepResult {
  if (input.type !== 'identity-looked-up') {
    if (input.type === 'answer') tools.say('One moment, I am still checking.');
    return wait;
  }
  switch (input.result.type) {
    case 'match':
      tools.put({ type: 'identify', person: input.result.person });
      return awaitCode(step, tools, input.result.person.email);
    case 'none':
      return awaitCode(step, tools, null);
    case 'unavailable':
      tools.say('I cannot check your account at the moment, so a colleague will do that.');
      return goTo(step.failed);
    default:
      return input.result satisfies never;
  }
}

type Answer = { text: string; pending: WaitingForCode };

function hearAnswer(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  if (code.test(text.trim())) return checkCode(step, tools, { text, pending });
  if (wishForCode.test(text)) return resend(tools, pending);
  tools.reject('That does not look like the code. It has 8 digits and is in the mail we sent.', ['Resend the code']);
  return wait;
}

function checkCode(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  if (pending.isReal && pending.to !== null && tools.context.checkCode(pending.challengeId, text.replace(/\D/g, ''))) {
    tools.put({ type: 'prove-address', email: pending.to });
    tools.say('Thank you, that is the right code.');
    return goTo(step.next);
  }
  const wrongCodes = pending.wrongCodes + 1;
  if (wrongCodes >= wrongCodesMax) {
    tools.say('That was not the right code either. A colleague will check your identity.');
    return goTo(step.failed);
  }
  tools.setPending({ ...pending, wrongCodes });
  tools.say('That code is not right. Please check the mail and type the 8 digits again.', ['Resend the code']);
  return wait;
}

function resend(tools: Tools, pending: WaitingForCode): StepResult {
  if (pending.hasResent || tools.context.challengesLeft <= 0) {
    tools.say('I cannot send the code again in this chat. Please look into your spam folder, or talk to a human.', [
      'Talk to a human',
    ]);
    return wait;
  }
  const challengeId = tools.context.nextChallengeId;
  // A mail that was refused voided the code before, not this one.
  tools.setPending({ ...pending, challengeId, isReal: pending.to !== null, hasResent: true });
  tools.put({ type: 'send-code', challengeId, to: pending.to });
  tools.say('If that account is registered, a new code is on its way.');
  return wait;
}
