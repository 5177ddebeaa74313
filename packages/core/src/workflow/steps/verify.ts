import { z } from 'zod';
import { wantsNewCode } from '../../language/wants-new-code.ts';
import type { StepInput } from '../protocol.ts';
import { defineStep, goTo, type StepResult, type StepTools, slotToRead, target, wait } from '../step-kind.ts';

/** As versions before 0.3 waited: they asked for the code only when the register had answered. */
const lookingUp = z.object({ type: z.literal('identity'), email: z.string() });
const waitingForCode = z.object({
  type: z.literal('code'),
  challengeId: z.string(),
  /** The account that the code is for, as `readAccount` writes it; null in what versions before 0.3 stored. */
  account: z.string().nullable().default(null),
  /** The register has answered. */
  isLookedUp: z.boolean().default(true),
  /** False: nobody is registered, or the mail was refused; the customer sees the same words and no code can be right. */
  isReal: z.boolean(),
  wrongCodes: z.number().int().min(0),
  hasResent: z.boolean(),
  to: z.string().nullable(),
  /** ISO instant; null in what versions before 0.3 stored, whose codes do not end. */
  issuedAt: z.string().nullable().default(null),
});
type WaitingForCode = z.infer<typeof waitingForCode>;
type Tools = StepTools<z.infer<typeof lookingUp> | WaitingForCode>;
type Targets = { next: string; failed: string };

const wrongCodesMax = 3;
const codeEndsMs = 10 * 60_000;
const code = /^\D{0,12}(\d[\s-]*){6,10}\D{0,3}$/;

/**
 * Proves that the customer owns the address that an account is registered with: waiting for the code → next, or `failed` after three wrong
 * ones. The account is what the slot holds, an address or a username; without a slot it is the address the customer goes by. Nothing else
 * is ever verified in its place.
 *
 * Whether an account exists is never shown. The customer is asked for the code at once, and the register is asked only then; for an account
 * that it does not know everything is done as for one that it does, but for the mail, and no code can be right.
 */
export const verify = defineStep({
  kind: 'verify',
  members: { emailSlot: slotToRead.optional(), next: target, failed: target },
  behaviour: {
    waits: 'sometimes',
    pending: z.discriminatedUnion('type', [lookingUp, waitingForCode]),
    expectsSecret: ({ type }) => type === 'code',
    enter: (step, tools) => {
      const account = readAccount(step, tools);
      const { verifiedEmail, verifiedAccounts } = tools.context;
      // One proof serves for one address, however often the customer asks.
      if (verifiedEmail !== null && (account === verifiedEmail || verifiedAccounts.includes(account)))
        return vouch(step, tools, { account, email: verifiedEmail });
      if (account !== '') {
        tools.put({ type: 'check-account', account: { name: account, standing: 'not-verified' } });
        if (!tools.context.canLookUp(account)) return giveUp(step, tools);
      }
      return askForCode(step, tools, account);
    },
    receive: (step, tools, input) => {
      const { pending } = tools;
      if (pending?.type === 'identity') return hearOfEarlierLookUp(step, tools, { email: pending.email, input });
      if (pending?.type !== 'code') return wait;
      if (input.type === 'identity-looked-up') return hearOfIdentity(step, tools, { pending, result: input.result });
      if (input.type === 'answer') return hearAnswer(step, tools, { text: input.text, pending });
      // The customer is told nothing of it, as with an address that is not registered.
      if (input.type === 'code-undeliverable' && input.challengeId === pending.challengeId)
        tools.setPending({ ...pending, isReal: false });
      return wait;
    },
  },
});

/** One spelling for one account, so that limits and proofs cannot be walked around. */
function readAccount({ emailSlot }: { emailSlot?: string | undefined }, tools: Tools): string {
  const given = emailSlot === undefined ? tools.context.customer.email : tools.slots.get(emailSlot);
  return (given ?? '').trim().normalize('NFC').toLowerCase();
}

function giveUp(step: Targets, tools: Tools): StepResult {
  tools.say(tools.text('identity-unavailable'));
  return goTo(step.failed);
}

function askForCode(step: Targets, tools: Tools, account: string): StepResult {
  if (tools.context.challengesLeft <= 0) {
    tools.say(tools.text('codes-used-up'));
    return goTo(step.failed);
  }
  if (!tools.context.mayIssueCode(account)) {
    tools.say(tools.text('codes-limited'));
    return goTo(step.failed);
  }
  const issued = issueChallenge(tools);
  const isLookedUp = account === '';
  tools.setPending({
    ...{ type: 'code', ...issued, account, isLookedUp },
    ...{ isReal: false, wrongCodes: 0, hasResent: false, to: null },
  });
  if (!isLookedUp) tools.put({ type: 'look-up-identity', account, askedBy: tools.at });
  tools.say(tools.text('code-sent'), [tools.text('suggestion-resend-code')]);
  return wait;
}

/** The challenge counts whether anybody is registered or not. */
function issueChallenge({ context, put }: Tools): { challengeId: string; issuedAt: string } {
  const challengeId = context.nextChallengeId;
  put({ type: 'issue-challenge', challengeId });
  return { challengeId, issuedAt: context.now.toISOString() };
}

type LookedUp = Extract<StepInput, { type: 'identity-looked-up' }>['result'];
type News = { pending: WaitingForCode; result: LookedUp };

function hearOfIdentity(step: Targets, tools: Tools, { pending, result }: News): StepResult {
  if (pending.isLookedUp) return wait;
  const { challengeId } = pending;
  switch (result.type) {
    case 'match': {
      const to = result.person.email;
      tools.setPending({ ...pending, isLookedUp: true, isReal: true, to });
      tools.put({ type: 'identify', person: result.person });
      tools.put({ type: 'send-code', challengeId, to });
      return wait;
    }
    case 'none':
      tools.setPending({ ...pending, isLookedUp: true });
      tools.put({ type: 'identify', person: null });
      tools.put({ type: 'send-code', challengeId, to: null });
      return wait;
    case 'unavailable':
      return giveUp(step, tools);
    default:
      return result satisfies never;
  }
}

function hearOfEarlierLookUp(
  step: Targets,
  tools: Tools,
  { email, input }: { email: string; input: StepInput },
): StepResult {
  if (input.type !== 'identity-looked-up') {
    if (input.type === 'answer') tools.say(tools.text('identity-being-checked'));
    return wait;
  }
  if (input.result.type === 'unavailable') return giveUp(step, tools);
  const { challengeId, issuedAt } = issueChallenge(tools);
  const unsent = { isLookedUp: false, isReal: false, wrongCodes: 0, hasResent: false, to: null };
  tools.say(tools.text('code-sent'), [tools.text('suggestion-resend-code')]);
  return hearOfIdentity(step, tools, {
    pending: { type: 'code', challengeId, issuedAt, account: email, ...unsent },
    result: input.result,
  });
}

type Answer = { text: string; pending: WaitingForCode };

function hearAnswer(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  if (code.test(text.trim())) return checkCode(step, tools, { text, pending });
  if (wantsNewCode(text)) return resend(tools, pending);
  tools.reject(tools.text('code-not-recognised'), [tools.text('suggestion-resend-code')]);
  return wait;
}

function checkCode(step: Targets, tools: Tools, { text, pending }: Answer): StepResult {
  const { challengeId, issuedAt, to } = pending;
  if (issuedAt !== null && tools.context.now.getTime() - Date.parse(issuedAt) > codeEndsMs) {
    tools.say(tools.text('code-expired'), [tools.text('suggestion-resend-code')]);
    return wait;
  }
  // Compared in any case, so that it takes as long for an account that nobody has.
  const isRight = tools.context.checkCode(challengeId, text.replace(/\D/g, ''));
  if (isRight && pending.isReal && to !== null) {
    const email = to.toLowerCase();
    const account = pending.account ?? email;
    tools.put({ type: 'prove-address', email, account });
    tools.say(tools.text('code-right'));
    return vouch(step, tools, { account, email });
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

/** The address was proved. A customer who goes by another one may be somebody else: a human decides. */
function vouch(step: Targets, tools: Tools, { account: name, email }: { account: string; email: string }): StepResult {
  const claimed = tools.context.customer.email;
  if (claimed === null || claimed.toLowerCase() === email) {
    tools.put({ type: 'check-account', account: { name, standing: 'verified', email } });
    return goTo(step.next);
  }
  tools.put({ type: 'check-account', account: { name, standing: 'other-address', email } });
  tools.say(tools.text('identity-other-address'));
  return goTo(step.failed);
}

/** What was sent before stays right until the next one is issued, also when that cannot be. */
function resend(tools: Tools, pending: WaitingForCode): StepResult {
  const { context } = tools;
  const account = pending.account ?? pending.to?.toLowerCase() ?? '';
  if (pending.hasResent || context.challengesLeft <= 0 || !context.mayIssueCode(account)) {
    tools.say(tools.text('code-not-resent'), [tools.text('suggestion-human')]);
    return wait;
  }
  const issued = issueChallenge(tools);
  // A mail that was refused voided the code before, not this one.
  tools.setPending({ ...pending, ...issued, isReal: pending.to !== null, hasResent: true });
  if (pending.isLookedUp) tools.put({ type: 'send-code', challengeId: issued.challengeId, to: pending.to });
  tools.say(tools.text('code-resent'));
  return wait;
}
