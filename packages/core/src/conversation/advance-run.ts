import type { KnownPerson } from '../ports/identity-directory.ts';
import { redact } from '../redaction/redact.ts';
import { advanceWorkflow, startRun, type WorkflowHop } from '../workflow/advance.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { RunVisit, WorkflowContext, WorkflowInput, WorkflowOutput } from '../workflow/protocol.ts';
import { expectsSecret, type WorkflowRun } from '../workflow/run.ts';
import { mayIssueCode } from './allowances.ts';
import type { ConversationCommand } from './commands.ts';
import { findWorkflow } from './find-workflow.ts';
import { requestHandoff } from './handoff.ts';
import { planCodeMail } from './mails.ts';
import { readAssurance, readProof } from './proof.ts';
import { noteAccount, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/** The register is asked when the customer has been answered, so that nobody can tell by the time what it knows. */
const lookUpDelayMs = 250;

/** Codes that one conversation can ask for, so that nobody can guess on in it for ever; each allows three tries. */
const challengesMax = 5;

/** Starts a workflow for the customer's latest message, which gives the run its id. */
export function startWorkflow(turn: TurnBuilder, definition: WorkflowDefinition): void {
  const run = startRun(definition, `run-${turn.state().messageCount}`);
  turn.emit({ type: 'workflow-advanced', run });
  walk(turn, { definition, run, input: null });
}

/** Lets the running workflow hear the customer. What must not be stored reaches only a step that waits for a secret. */
export function answerWorkflow(turn: TurnBuilder, run: WorkflowRun, text: string): void {
  advanceRun(turn, { type: 'answer', text: expectsSecret(run) ? text : redact(text) });
}

/** Moves the running workflow on. One whose version is kept no more ends with a human. */
export function advanceRun(turn: TurnBuilder, input: WorkflowInput): void {
  const { run } = turn.state();
  if (run === null) return;
  const definition = findWorkflow(turn.context, run);
  if (definition === undefined) handOver(turn, run, turn.text('reason-workflow-gone'));
  else walk(turn, { definition, run, input });
}

type WorkflowResult = Extract<ConversationCommand, { type: 'settle-look-up' | 'void-code' }>;

/** What a step asked for has come to an end. News for an earlier stay at a step, or for another run, is too late and changes nothing. */
export function settleForWorkflow(turn: TurnBuilder, result: WorkflowResult): void {
  const { run, baton } = turn.state();
  if (run === null || baton.holder === 'desk') return;
  if (result.type === 'void-code') {
    advanceRun(turn, { type: 'code-undeliverable', challengeId: result.challengeId });
  } else if (isForVisit(run, result.askedBy) && isForAccount(run, result.account)) {
    advanceRun(turn, { type: 'identity-looked-up', result: result.result });
  }
}

/** The time that a step asked for is over; unless the run has left it since. */
export function wakeWorkflow(turn: TurnBuilder, timer: RunVisit): void {
  const { run } = turn.state();
  if (run !== null && isForVisit(run, timer)) advanceRun(turn, { type: 'time-is-up' });
}

/** A look-up that was asked for before visits were counted names none, and is known by its address. */
const isForVisit = (run: WorkflowRun, askedBy: RunVisit | null): boolean =>
  askedBy === null || (askedBy.run === run.id && askedBy.visit === run.visit);

const isForAccount = ({ pending }: WorkflowRun, account: string): boolean =>
  pending?.type === 'identity' ? pending.email === account : pending?.type === 'code' && pending.account === account;

type Walk = { definition: WorkflowDefinition; run: WorkflowRun; input: WorkflowInput | null };

/** Does what each step puts out before the next one is played. */
function walk(turn: TurnBuilder, { definition, run, input }: Walk): void {
  const context = (): WorkflowContext => readContext(turn);
  for (const hop of advanceWorkflow({ definition, context }, run, input)) {
    if (hop.run !== run) turn.emit({ type: 'workflow-advanced', run: hop.run });
    run = hop.run;
    for (const output of hop.outputs) perform(turn, output, definition);
    finish(turn, hop);
  }
}

function readContext(turn: TurnBuilder): WorkflowContext {
  const { id, customer, challengeCount } = turn.state();
  const proof = readProof(turn);
  const { register, now } = turn.context;
  return {
    customer: { name: customer.name, email: customer.email, phone: customer.phone },
    assurance: readAssurance(turn),
    now,
    verifiedEmail: proof?.email ?? null,
    verifiedAccounts: proof?.accounts ?? [],
    canLookUp: (account) => register !== null && (register.hasUsernames || account.includes('@')),
    mayIssueCode: (account) => mayIssueCode(turn, account),
    nextChallengeId: `${id}:c${challengeCount + 1}`,
    challengesLeft: challengesMax - challengeCount,
    checkCode: turn.context.checkCode,
    text: turn.text,
  };
}

function finish(turn: TurnBuilder, hop: WorkflowHop): void {
  if (hop.type === 'stuck') {
    handOver(turn, hop.run, hop.reason);
  } else if (hop.type === 'ended') {
    turn.emit({ type: 'workflow-finished', workflow: hop.run.workflow, outcome: hop.outcome });
    if (hop.outcome !== 'handoff' && turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
  }
}

/** A workflow that cannot go on does not leave the customer alone. */
function handOver(turn: TurnBuilder, { workflow }: WorkflowRun, reason: string): void {
  requestHandoff(turn, reason);
  turn.emit({ type: 'workflow-finished', workflow, outcome: 'handoff' });
}

function perform(turn: TurnBuilder, output: WorkflowOutput, { name }: WorkflowDefinition): void {
  switch (output.type) {
    case 'say':
      turn.say(output.text, output.suggestions);
      return;
    case 'look-up-identity': {
      const { account, askedBy } = output;
      turn.request({ kind: 'look-up-identity', account, askedBy }, { delayMs: lookUpDelayMs });
      return;
    }
    case 'identify':
      noteKnown(turn, output.person);
      return;
    case 'prove-address':
      noteVerified(turn, output);
      return;
    case 'check-account':
      noteAccount(turn, output.account);
      return;
    case 'issue-challenge':
      turn.emit({ type: 'challenge-issued', challengeId: output.challengeId });
      return;
    case 'send-code':
      planCodeMail(turn, output.to, output.challengeId);
      return;
    case 'request-ticket': {
      const { subject, lines, tags, priority } = output;
      requestTicket(turn, { workflow: name, subject, lines, tags, priority });
      return;
    }
    case 'request-handoff':
      requestHandoff(turn, output.reason);
      return;
    case 'wake-after':
      turn.setTimer({ name: 'workflow-step', ...output.at }, output.delayMs);
      return;
    default:
      output satisfies never;
  }
}

/**
 * A record of the address the customer goes by makes them known; one of another address does not, and nobody gets an address from it that
 * they did not prove. It is noted what there was to note either way, so that it takes as long.
 */
function noteKnown(turn: TurnBuilder, person: KnownPerson | null): void {
  const { customer, assurance } = turn.state();
  const isTheirs = person !== null && customer.email === person.email.toLowerCase();
  turn.emit({
    type: 'customer-identified',
    customer: isTheirs ? { ...customer, company: person.company } : customer,
    assurance: isTheirs && assurance !== 'verified' ? 'known' : assurance,
  });
}

/** A code proves the address it was sent to. The customer is verified when that is the address we know them by. */
function noteVerified(turn: TurnBuilder, { email, account }: { email: string; account: string }): void {
  turn.emit({ type: 'address-verified', email, account });
  const { customer } = turn.state();
  if (customer.email === null || customer.email === email)
    turn.emit({ type: 'customer-identified', customer: { ...customer, email }, assurance: 'verified' });
}
