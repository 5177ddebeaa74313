import { detectCommand } from '../language/detect-command.ts';
import { matchWorkflow } from '../language/match-workflow.ts';
import { redact } from '../language/redact.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import { advanceWorkflow, type WorkflowInput, type WorkflowOutput, type WorkflowRun } from '../workflow/run.ts';
import { findWorkflow } from './find-workflow.ts';
import { requestHandoff } from './handoff.ts';
import { planCodeMail } from './mails.ts';
import { openCaseFor, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

const talkToHuman = 'Talk to a human';
/** Codes that one conversation can ask for, so that nobody can guess on in it for ever; each allows three tries. */
const challengesMax = 5;
const greeting =
  /^(hi|hello|hey|hiya|howdy|greetings|good (morning|afternoon|evening|day)|hola|hallo|(i am|i'm) back)([\s,]+(there|again|all|everyone|everybody|team|folks|bot|hello|hi|good (morning|afternoon|evening)))*[\s!.,]*$/i;
const thanks =
  /^((ok|okay|great|perfect|super|cool|alright|all right|no)[\s,!.]+)*(thanks|thank you|thx|ty|cheers|great|perfect|super|cool|ok|okay|bye|goodbye|that('s| is| was) (all|it|great|perfect))([\s,]+(a lot|so much|very much|again|everyone|all|for (your|the) help|bye|goodbye|that('s| is| was) (all|it)))*[\s!.,]*$/i;

/** The bot's turn for one customer message, in the order of the design: commands, running workflow, trigger, clarify once, human. */
export function takeBotTurn(turn: TurnBuilder, text: string): void {
  if (runCommand(turn, text)) return;
  const run = turn.state().run;
  if (run !== null) {
    explain(turn, 'running-workflow', run.workflow);
    advanceRun(turn, answerFor(turn, text));
    return;
  }
  if (text.trim() === '') {
    turn.say('I cannot open files yet, but a colleague can. What is it about?', [talkToHuman]);
    return;
  }
  placeMessage(turn, text);
}

/** Suggestions a customer can start from. */
export function listOffers(workflows: WorkflowDefinition[]): string[] {
  return [...workflows.map((workflow) => workflow.title), talkToHuman];
}

function runCommand(turn: TurnBuilder, text: string): boolean {
  const command = detectCommand(text);
  if (command === null) return false;
  const run = turn.state().run;
  explain(turn, `command-${command}`, run?.workflow ?? null);
  switch (command) {
    case 'human':
      requestHandoff(turn, 'the customer asked for a human');
      return true;
    case 'cancel':
      endRun(turn);
      turn.say(
        run === null
          ? 'There is nothing to cancel. What can I do for you?'
          : "All right, I've cancelled that. Anything else?",
        listOffers(turn.context.workflows),
      );
      return true;
    case 'restart':
      endRun(turn);
      turn.say("Let's start over. What can I help you with?", listOffers(turn.context.workflows));
      return true;
    case 'help':
      turn.say(
        'I can help with the topics below. At any time you can write "back", "cancel", "restart" or "talk to a human".',
        listOffers(turn.context.workflows),
      );
      return true;
    case 'back':
      if (run === null)
        turn.say(
          'There is no earlier step to go back to. What can I help you with?',
          listOffers(turn.context.workflows),
        );
      else advanceRun(turn, { type: 'back' });
      return true;
    default:
      return command satisfies never;
  }
}

function endRun(turn: TurnBuilder): void {
  turn.emit({ type: 'workflow-advanced', run: null });
  if (turn.state().case?.ticket.phase === 'none') settleCase(turn);
}

function placeMessage(turn: TurnBuilder, text: string): void {
  const { workflows } = turn.context;
  const match = matchWorkflow(text, workflows);
  const definition = workflows.find((workflow) => workflow.name === match.chosen);
  const evidence = { candidates: match.candidates, threshold: match.threshold };
  if (definition !== undefined) {
    turn.emit({ type: 'turn-explained', why: 'workflow-trigger', chosen: definition.name, ...evidence });
    openCaseFor(turn, definition);
    advanceRun(turn, { type: 'start', text }, definition);
  } else if (greeting.test(text.trim()) || thanks.test(text.trim())) {
    explain(turn, 'small-talk', null);
    turn.say(
      greeting.test(text.trim()) ? 'Hello! What can I help you with?' : "You're welcome! Is there anything else?",
      listOffers(workflows),
    );
  } else {
    turn.emit({ type: 'turn-explained', why: 'unplaced', chosen: null, ...evidence });
    if (turn.state().unplacedInRow > 1) requestHandoff(turn, 'the assistant did not understand the request twice');
    else turn.say("I'm not sure I understood. Is it one of these?", listOffers(workflows));
  }
}

function answerFor(turn: TurnBuilder, text: string): WorkflowInput {
  const pending = turn.state().run?.pending ?? null;
  if (pending?.type === 'code' && /^\D{0,12}(\d[\s-]*){6,10}\D{0,3}$/.test(text.trim())) {
    const isRight = pending.isReal && turn.context.checkCode(pending.challengeId, text.replace(/\D/g, ''));
    return { type: 'code-checked', isRight };
  }
  // What must not be stored must not get into a slot either, and from there into a ticket.
  return { type: 'answer', text: redact(text) };
}

/** Moves the running workflow (or starts `started`) and does what it puts out. */
export function advanceRun(turn: TurnBuilder, input: WorkflowInput, started?: WorkflowDefinition): void {
  const state = turn.state();
  const definition = started ?? (state.run === null ? undefined : findWorkflow(turn.context, state.run));
  if (definition === undefined) {
    turn.emit({ type: 'workflow-advanced', run: null });
    requestHandoff(turn, 'the workflow of this chat is no longer available');
    return;
  }
  const { run, outputs } = advanceWorkflow({
    definition,
    run: started === undefined ? state.run : null,
    input,
    context: {
      customer: { name: state.customer.name, email: state.customer.email, phone: state.customer.phone },
      assurance: state.assurance,
      verifiedEmail: state.verifiedEmail,
      nextChallengeId: `${state.id}:c${state.challengeCount + 1}`,
      challengesLeft: challengesMax - state.challengeCount,
    },
  });
  turn.emit({ type: 'workflow-advanced', run });
  if (input.type === 'code-checked' && input.isRight) noteVerified(turn, state.run?.pending ?? null);
  for (const output of outputs) perform(turn, output);
}

/** A code proves the address it was sent to. The customer is verified when that is the address we know them by. */
function noteVerified(turn: TurnBuilder, pending: WorkflowRun['pending']): void {
  if (pending?.type !== 'code' || pending.to === null) return;
  const email = pending.to.toLowerCase();
  turn.emit({ type: 'address-verified', email });
  const { customer } = turn.state();
  if (customer.email === null || customer.email === email)
    turn.emit({ type: 'customer-identified', customer: { ...customer, email }, assurance: 'verified' });
}

function perform(turn: TurnBuilder, output: WorkflowOutput): void {
  switch (output.type) {
    case 'say':
      turn.say(output.text, output.suggestions);
      return;
    case 'look-up-identity':
      turn.request('identity', { kind: 'look-up-identity', email: output.email }, { isAwaited: true });
      return;
    case 'send-code':
      turn.emit({ type: 'challenge-issued', challengeId: output.challengeId });
      if (output.to !== null) planCodeMail(turn, output.to, output.challengeId);
      return;
    case 'request-ticket':
      requestTicket(turn, {
        workflow: output.workflow,
        subject: output.subject,
        lines: output.lines,
        tags: output.tags,
        priority: output.priority,
      });
      return;
    case 'request-handoff':
      requestHandoff(turn, output.reason);
      return;
    case 'finished':
      if (output.outcome !== 'handoff' && turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
      return;
    default:
      output satisfies never;
  }
}

function explain(turn: TurnBuilder, why: string, chosen: string | null): void {
  turn.emit({ type: 'turn-explained', why, chosen, candidates: [], threshold: null });
}
