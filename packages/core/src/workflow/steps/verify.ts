import type { StepOfKind } from '../definition.ts';
import type { StepHandler, StepResult, StepTools, WorkflowInput, WorkflowRun } from '../run.ts';

/**
 * Proves that the customer owns the registered address: look the address up, mail a one-time code to the address on record, compare.
 * looking up → waiting for the code → next, or `failed` after three wrong codes. Whether an account exists is never shown: an unknown
 * address leads to the same words and the same wait for a code, which then cannot be right.
 */
export const verify: StepHandler<StepOfKind<'verify'>> = {
  enter: (step, tools) => {
    const given = step.emailSlot === undefined ? undefined : tools.run.slots[step.emailSlot];
    const email = (given?.includes('@') === true ? given : (tools.context.customer.email ?? '')).trim().toLowerCase();
    if (email === '') return awaitCode(step, tools, null);
    // One proof serves for one address, however often the customer asks.
    if (email === tools.context.verifiedEmail) return step.next;
    tools.setPending({ type: 'identity', email });
    tools.put({ type: 'look-up-identity', email });
    return 'wait';
  },
  receive: (step, tools, input) => {
    const { pending } = tools.run;
    if (pending?.type === 'identity') return receiveIdentity(step, tools, input);
    return pending?.type === 'code' ? receiveCode(step, tools, { input, pending }) : 'wait';
  },
};

const codesMax = 3;

function awaitCode(step: StepOfKind<'verify'>, tools: StepTools, to: string | null): StepResult {
  if (tools.context.challengesLeft <= 0) {
    tools.say('I cannot send more codes in this chat. A colleague will check your identity.');
    return step.failed;
  }
  const challengeId = tools.context.nextChallengeId;
  tools.setPending({ type: 'code', challengeId, isReal: to !== null, wrongCodes: 0, hasResent: false, to });
  tools.put({ type: 'send-code', challengeId, to });
  tools.say(
    'If that account is registered with us, an e-mail with an 8-digit code is on its way. Please type the code here.',
    ['Resend the code'],
  );
  return 'wait';
}

function receiveIdentity(step: StepOfKind<'verify'>, tools: StepTools, input: WorkflowInput): StepResult {
  switch (input.type) {
    case 'identity-found':
      return awaitCode(step, tools, input.person.email);
    case 'identity-unknown':
      return awaitCode(step, tools, null);
    case 'identity-unavailable':
      tools.say('I cannot check your account at the moment, so a colleague will do that.');
      return step.failed;
    default:
      tools.say('One moment, I am still checking.');
      return 'wait';
  }
}

type Code = Extract<WorkflowRun['pending'], { type: 'code' }>;

function receiveCode(
  step: StepOfKind<'verify'>,
  tools: StepTools,
  { input, pending }: { input: WorkflowInput; pending: Code },
): StepResult {
  if (input.type === 'code-checked') {
    if (input.isRight && pending.isReal) {
      tools.say('Thank you, that is the right code.');
      return step.next;
    }
    const wrongCodes = pending.wrongCodes + 1;
    if (wrongCodes >= codesMax) {
      tools.say('That was not the right code either. A colleague will check your identity.');
      return step.failed;
    }
    tools.setPending({ ...pending, wrongCodes });
    tools.say('That code is not right. Please check the mail and type the 8 digits again.', ['Resend the code']);
    return 'wait';
  }
  if (input.type === 'answer' && /\bresend|send (?:it|the code|another)|new code\b/i.test(input.text))
    return resend(tools, pending);
  tools.reject('That does not look like the code. It has 8 digits and is in the mail we sent.', ['Resend the code']);
  return 'wait';
}

function resend(tools: StepTools, pending: Code): StepResult {
  if (pending.hasResent || tools.context.challengesLeft <= 0) {
    tools.say('I cannot send the code again in this chat. Please look into your spam folder, or talk to a human.', [
      'Talk to a human',
    ]);
    return 'wait';
  }
  const challengeId = tools.context.nextChallengeId;
  tools.setPending({ ...pending, challengeId, hasResent: true });
  tools.put({ type: 'send-code', challengeId, to: pending.to });
  tools.say('If that account is registered, a new code is on its way.');
  return 'wait';
}
