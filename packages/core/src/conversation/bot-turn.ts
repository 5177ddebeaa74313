import { detectCommand } from '../language/detect-command.ts';
import { matchWorkflow } from '../language/match-workflow.ts';
import { wantsCallback } from '../language/wants-callback.ts';
import { authoredText, type CustomerText } from '../texts/customer-text.ts';
import { advanceRun, answerWorkflow, startWorkflow } from './advance-run.ts';
import { answerCallback, beginCallback } from './callback.ts';
import type { BotContext } from './commands.ts';
import { noteAnswers, reopenHandoff, requestHandoff } from './handoff.ts';
import { continueCase, openCaseFor, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

const greeting =
  /^(hi|hello|hey|hiya|howdy|greetings|good (morning|afternoon|evening|day)|hola|hallo|(i am|i'm) back)([\s,]+(there|again|all|everyone|everybody|team|folks|bot|hello|hi|good (morning|afternoon|evening)))*[\s!.,]*$/i;
const thanks =
  /^((ok|okay|great|perfect|super|cool|alright|all right|no)[\s,!.]+)*(thanks|thank you|thx|ty|cheers|great|perfect|super|cool|ok|okay|bye|goodbye|that('s| is| was) (all|it|great|perfect))([\s,]+(a lot|so much|very much|again|everyone|all|for (your|the) help|bye|goodbye|that('s| is| was) (all|it)))*[\s!.,]*$/i;

/** The bot's turn for one customer message, in the order of the design: commands, running workflow, trigger, clarify once, human. */
export function takeBotTurn(turn: TurnBuilder, text: string): void {
  if (answerCallback(turn, text) || runCommand(turn, text) || takeCallbackWish(turn, text)) return;
  const run = turn.state().run;
  if (run !== null) {
    explain(turn, 'running-workflow', run.workflow);
    answerWorkflow(turn, run, text);
    return;
  }
  if (text.trim() === '') {
    turn.say(turn.text('files-not-readable'), [turn.text('suggestion-human')]);
    return;
  }
  placeMessage(turn, text);
}

function takeCallbackWish(turn: TurnBuilder, text: string): boolean {
  if (turn.settings.chain.callback === 'none' || turn.isCodeAwaited() || !wantsCallback(text)) return false;
  const { run } = turn.state();
  explain(turn, 'callback-wanted', run?.workflow ?? null);
  noteAnswers(turn, continueCase(turn));
  if (run !== null) turn.emit({ type: 'workflow-finished', workflow: run.workflow, outcome: 'handoff' });
  beginCallback(turn, text);
  return true;
}

/** Suggestions a customer can start from, in a language. */
export function listOffers(
  { workflows, texts }: Pick<BotContext, 'workflows' | 'texts'>,
  locale: string,
): CustomerText[] {
  return [...workflows.map(({ title }) => authoredText(title)), texts.render(locale, 'suggestion-human')];
}

const offers = (turn: TurnBuilder): CustomerText[] => listOffers(turn.context, turn.state().locale);

function runCommand(turn: TurnBuilder, text: string): boolean {
  const command = detectCommand(text);
  if (command === null) return false;
  const run = turn.state().run;
  explain(turn, `command-${command}`, run?.workflow ?? null);
  switch (command) {
    case 'human':
      requestHandoff(turn, turn.text('reason-customer-asked'));
      return true;
    case 'cancel':
      endRun(turn);
      turn.say(turn.text(run === null ? 'nothing-to-cancel' : 'cancelled'), offers(turn));
      return true;
    case 'restart':
      endRun(turn);
      turn.say(turn.text('restarted'), offers(turn));
      return true;
    case 'help':
      turn.say(turn.text('help-offered'), offers(turn));
      return true;
    case 'back':
      if (run === null) turn.say(turn.text('no-earlier-step'), offers(turn));
      else advanceRun(turn, { type: 'back' });
      return true;
    default:
      return command satisfies never;
  }
}

function endRun(turn: TurnBuilder): void {
  const { run } = turn.state();
  if (run !== null) turn.emit({ type: 'workflow-finished', workflow: run.workflow, outcome: 'cancelled' });
  if (turn.state().case?.ticket.phase === 'none') settleCase(turn);
}

function placeMessage(turn: TurnBuilder, text: string): void {
  const { workflows } = turn.context;
  const isSmallTalk = greeting.test(text.trim()) || thanks.test(text.trim());
  if (!isSmallTalk && reopenHandoff(turn)) {
    explain(turn, 'back-to-human', null);
    return;
  }
  const match = matchWorkflow(text, workflows);
  const definition = workflows.find((workflow) => workflow.name === match.chosen);
  const evidence = { candidates: match.candidates, threshold: match.threshold };
  if (definition !== undefined) {
    turn.emit({ type: 'turn-explained', why: 'workflow-trigger', chosen: definition.name, ...evidence });
    openCaseFor(turn, definition);
    startWorkflow(turn, definition);
  } else if (isSmallTalk) {
    explain(turn, 'small-talk', null);
    turn.say(turn.text(greeting.test(text.trim()) ? 'greeting' : 'thanks-answered'), offers(turn));
  } else {
    turn.emit({ type: 'turn-explained', why: 'unplaced', chosen: null, ...evidence });
    if (turn.state().unplacedInRow > 1) requestHandoff(turn, turn.text('reason-not-understood'));
    else turn.say(turn.text('not-understood'), offers(turn));
  }
}

function explain(turn: TurnBuilder, why: string, chosen: string | null): void {
  turn.emit({ type: 'turn-explained', why, chosen, candidates: [], threshold: null });
}
