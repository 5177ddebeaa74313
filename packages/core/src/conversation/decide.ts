import { detectCommand } from '../language/detect-command.ts';
import { wantsCallback } from '../language/wants-callback.ts';
import { containsCredential, redact } from '../redaction/redact.ts';
import { redacted } from '../redaction/span.ts';
import { settleForWorkflow, wakeWorkflow } from './advance-run.ts';
import { takeBotTurn } from './bot-turn.ts';
import { beginCallback, endCallbackSilence } from './callback.ts';
import { notOpenedInTime } from './circuit-breaker.ts';
import type { ConversationCommand, DecisionContext } from './commands.ts';
import {
  adoptDeskChat,
  checkStanding,
  noticeSilence,
  noticeUnattended,
  receiveDeskEvent,
  settleStanding,
} from './desk-events.ts';
import {
  announceAgent,
  concludeElsewhere,
  endElsewhere,
  hearCustomerElsewhere,
  noteBotWords,
  startElsewhere,
} from './elsewhere.ts';
import { describeFile, withFileNames } from './files.ts';
import {
  acceptForward,
  cancelHandoff,
  failLeg,
  failUnanswered,
  leaveQueue,
  relayToDesk,
  settleOpening,
} from './handoff.ts';
import { noteProfile } from './note-profile.ts';
import { endOldProof } from './proof.ts';
import { lookAtQueue } from './queue-news.ts';
import { awaitAnswerToLastWords, noticeSilentAgent } from './silent-agent.ts';
import type { ConversationState } from './state.ts';
import { lookAtTicket, readTicketNow, settleTicketNews } from './ticket-news.ts';
import { sayThatTicketIsLate, settleTicket } from './tickets.ts';
import type { Timer } from './timers.ts';
import { type Decision, startTurn, type TurnBuilder } from './turn.ts';
import { bringWords, mailUnheardWords } from './unheard.ts';

/**
 * Decides what a command leads to. Pure: same command, state and context, same decision.
 * A command that comes too late (the conversation has moved on) decides nothing.
 */
export function decide(command: ConversationCommand, state: ConversationState, context: DecisionContext): Decision {
  const turn = startTurn(state, context);
  apply(turn, command);
  if (turn.channel.answeredElsewhere !== null) announceAgent(turn, state);
  if (command.type === 'receive-customer-message') awaitAnswerToLastWords(turn);
  if (turn.hasWords()) bringWords(turn, command);
  if (turn.channel.answeredElsewhere !== null) concludeElsewhere(turn, command);
  return turn.finish();
}

function apply(turn: TurnBuilder, command: ConversationCommand): void {
  switch (command.type) {
    case 'receive-customer-message':
      if (turn.channel.answeredElsewhere !== null) hearCustomerElsewhere(turn, command);
      else receiveCustomerMessage(turn, command);
      return;
    case 'start-elsewhere':
      startElsewhere(turn, command);
      return;
    case 'note-bot-words':
      noteBotWords(turn, command.text);
      return;
    case 'end-elsewhere':
      endElsewhere(turn);
      return;
    case 'accept-forward':
      acceptForward(turn);
      return;
    case 'report-forward-failure':
      failUnanswered(turn, `forward-failed-${command.cause}`);
      return;
    case 'receive-desk-event':
      receiveDeskEvent(turn, command);
      return;
    case 'adopt-desk-chat':
      adoptDeskChat(turn, command);
      return;
    case 'look-at-ticket':
      readTicketNow(turn, command.ticketId);
      return;
    case 'fire-timer':
      fireTimer(turn, command.timer);
      return;
    default:
      settle(turn, command);
  }
}

type Outcome = Extract<
  ConversationCommand,
  {
    type:
      | 'settle-look-up'
      | 'settle-ticket'
      | 'settle-ticket-news'
      | 'settle-opening'
      | 'settle-standing'
      | 'settle-file'
      | 'settle-refused-words'
      | 'fail-leg'
      | 'void-code';
  }
>;

/** What effects came to. */
function settle(turn: TurnBuilder, command: Outcome): void {
  switch (command.type) {
    case 'settle-look-up':
    case 'void-code':
      settleForWorkflow(turn, command);
      return;
    case 'settle-ticket':
      settleTicket(turn, command);
      return;
    case 'settle-ticket-news':
      settleTicketNews(turn, command);
      return;
    case 'settle-opening':
      settleOpening(turn, command);
      return;
    case 'settle-standing':
      settleStanding(turn, command);
      return;
    case 'settle-file':
      tellFileProblem(turn, command);
      return;
    case 'settle-refused-words':
      tellRefusedWords(turn, command.legKey);
      return;
    case 'fail-leg':
      failLeg(turn, command.legKey, command.reason);
      return;
    default:
      command satisfies never;
  }
}

function fireTimer(turn: TurnBuilder, timer: Timer): void {
  switch (timer.name) {
    case 'handoff-accept':
      endWait(turn, timer.legKey);
      return;
    case 'queue-look':
      lookAtQueue(turn, timer.legKey);
      return;
    case 'desk-silence':
      noticeSilence(turn, timer);
      return;
    case 'desk-unattended':
      noticeUnattended(turn, timer);
      return;
    case 'agent-silent':
      noticeSilentAgent(turn, timer);
      return;
    case 'unheard':
      mailUnheardWords(turn, timer);
      return;
    case 'callback-unanswered':
      endCallbackSilence(turn, timer.askedSeq);
      return;
    case 'ticket-look':
      lookAtTicket(turn, timer);
      return;
    case 'ticket-late':
      sayThatTicketIsLate(turn, timer);
      return;
    case 'workflow-step':
      wakeWorkflow(turn, timer);
      return;
    default:
      timer satisfies never;
  }
}

/** The time of the step is up: nobody came, or its vendor did not even make the chat. */
function endWait(turn: TurnBuilder, legKey: string): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.key === legKey) failUnanswered(turn, leg.phase === 'opening' ? notOpenedInTime : 'no-answer-in-time');
}

type CustomerMessage = Extract<ConversationCommand, { type: 'receive-customer-message' }>;

function receiveCustomerMessage(turn: TurnBuilder, { text: words, profile, attachments = [] }: CustomerMessage): void {
  const text = withFileNames(words, attachments);
  endOldProof(turn);
  if (turn.state().status === 'closed') turn.emit({ type: 'conversation-reopened' });
  noteProfile(turn, profile);
  // What may be the awaited code is not kept at all; a command such as "cancel" is, without the digits in it.
  const kept = turn.isCodeAwaited() && detectCommand(text) === null ? redacted : text;
  turn.record('customer', kept, { authorName: turn.state().customer.name, isForCustomer: false });
  if (turn.state().baton.holder === 'bot') {
    const last = turn.state().handoff?.leg;
    if (last?.route === 'forward' && last.isAtDesk) turn.emit({ type: 'chat-returned' });
    declineSecrets(turn, text);
    takeBotTurn(turn, text);
    return;
  }
  const leg = turn.state().handoff?.leg;
  if (leg?.route === 'relay' && leg.phase !== 'connected' && detectCommand(text) === 'cancel') cancelHandoff(turn);
  else if (leg?.route === 'relay' && leg.phase !== 'connected' && asksForCall(turn, text)) {
    leaveQueue(turn, 'callback-instead');
    beginCallback(turn, text);
  } else if (leg?.route === 'relay') relayToDesk(turn, redact(words), attachments);
  // The vendor asks the bot although its humans have the chat: perhaps they have left, and we were not told.
  else if (leg?.phase === 'connected') checkStanding(turn, { isAfterSilence: false });
}

const asksForCall = ({ settings }: TurnBuilder, text: string): boolean =>
  settings.chain.callback !== 'none' && wantsCallback(text);

/** A file of the customer did not get to the desk; there a line says so as well. */
function tellFileProblem(turn: TurnBuilder, { name, sizeBytes, problem }: SettleFile): void {
  const file = describeFile({ name, sizeBytes });
  turn.announce(turn.text('file-not-passed-on', { file, why: turn.text(problem) }));
}

/** Where another bot has the chat nobody could ask the customer for other words: there the wish goes on, and at last onto a ticket. */
function tellRefusedWords(turn: TurnBuilder, legKey: string): void {
  if (turn.channel.answeredElsewhere === null) turn.announce(turn.text('words-not-passed-on'));
  else failLeg(turn, legKey, 'relay-invalid');
}

type SettleFile = Extract<ConversationCommand, { type: 'settle-file' }>;

/** Says once, kindly, that passwords do not belong here. */
function declineSecrets(turn: TurnBuilder, text: string): void {
  if (turn.state().hasDeclinedSecrets || !containsCredential(text)) return;
  turn.emit({ type: 'secrets-declined' });
  turn.say(turn.text('no-passwords-please'));
}
