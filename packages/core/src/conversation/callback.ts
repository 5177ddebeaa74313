import { readTime } from '../calendar/read-time.ts';
import { detectCommand } from '../language/detect-command.ts';
import { parseYesNo } from '../language/parse-answer.ts';
import { redact } from '../redaction/redact.ts';
import { describeInstant } from './describe-instant.ts';
import { fileInstead } from './file-instead.ts';
import type { CallbackTalk } from './state.ts';
import { requestCallback } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/** After so many answers that say no time or number the team gets a ticket instead. */
const triesMax = 3;
/** A customer who does not answer for this long gets a ticket, in milliseconds. */
const silenceMs = 10 * 60_000;

/** The last step of a chain: nobody could take the chat, and a call is offered. */
export function offerCallback(turn: TurnBuilder): void {
  turn.say(turn.text('callback-offered'));
  talkOn(turn, { ...newTalk, isLastStep: true });
}

/** The customer asks to be called; perhaps the time is said already. */
export function beginCallback(turn: TurnBuilder, text: string): void {
  talkOn(turn, newTalk);
  if (!takeTime(turn, text)) turn.say(turn.text('callback-when'));
}

const newTalk: Omit<CallbackTalk, 'askedSeq'> = { phase: 'time', at: null, words: '', tries: 0, isLastStep: false };

/** The customer's answer while a call is being arranged; false when it is none, and the bot may deal with it. */
export function answerCallback(turn: TurnBuilder, text: string): boolean {
  const { callback } = turn.state();
  if (callback === null) return false;
  const command = detectCommand(text);
  if (command === 'human') {
    endTalk(turn);
    return false;
  }
  if (command === 'cancel' || command === 'restart' || /\bticket\b/i.test(text)) declineCallback(turn, callback);
  else if (callback.phase === 'number') takeNumber(turn, callback, text);
  else if (callback.phase === 'confirm') takeConfirmation(turn, callback, text);
  else if (!takeTime(turn, text)) askAgain(turn, callback, 'time');
  return true;
}

/** Nothing was heard for long: the wish for help becomes a ticket. */
export function endCallbackSilence(turn: TurnBuilder, askedSeq: number): void {
  const { callback, baton } = turn.state();
  if (callback === null || callback.askedSeq !== askedSeq || baton.holder !== 'bot') return;
  fileUnfinished(turn, callback);
}

/** Nobody could take the chat before, unless the customer began with the call. */
function fileUnfinished(turn: TurnBuilder, { isLastStep }: CallbackTalk): void {
  endTalk(turn);
  const cause = isLastStep ? 'handoff-missed' : 'callback-unfinished';
  fileInstead(turn, turn.text('ticket-callback-unfinished'), cause);
}

/** Goes on with what the customer is asked next, and watches that an answer comes. */
function talkOn(turn: TurnBuilder, talk: Omit<CallbackTalk, 'askedSeq'>): void {
  const askedSeq = turn.state().messageCount;
  turn.emit({ type: 'callback-talked', callback: { ...talk, askedSeq } });
  turn.setTimer({ name: 'callback-unanswered', askedSeq }, silenceMs);
}

const endTalk = (turn: TurnBuilder): void => turn.emit({ type: 'callback-talked', callback: null });

function declineCallback(turn: TurnBuilder, { isLastStep }: CallbackTalk): void {
  endTalk(turn);
  if (isLastStep) fileInstead(turn, turn.text('ticket-handoff-missed'));
  else turn.say(turn.text('callback-declined'));
}

/** Takes a time from the words, and asks for what is missing; false when none is in them. */
function takeTime(turn: TurnBuilder, text: string): boolean {
  const { callback, locale, customer } = turn.state();
  const { calendars, callbackCalendar } = turn.settings.chain;
  const calendar = calendars[callbackCalendar ?? ''] ?? null;
  const read = readTime(text, { locale, zone: zoneOf(turn), calendar, now: turn.context.now });
  if (callback === null || read === null) return false;
  const at = read.at.toISOString();
  const talk = { ...callback, at, words: redact(text).slice(0, 200), tries: 0 };
  if (read.isMoved) turn.say(turn.text('callback-outside-hours'));
  if (customer.phone !== null) {
    confirm(turn, talk);
    return true;
  }
  turn.say(turn.text('callback-number'));
  talkOn(turn, { ...talk, phase: 'number' });
  return true;
}

function takeNumber(turn: TurnBuilder, talk: CallbackTalk, text: string): void {
  const phone = readPhone(text);
  if (phone === null) {
    askAgain(turn, talk, 'number');
    return;
  }
  const { customer, assurance } = turn.state();
  turn.emit({ type: 'customer-identified', customer: { ...customer, phone }, assurance });
  confirm(turn, talk);
}

function takeConfirmation(turn: TurnBuilder, talk: CallbackTalk, text: string): void {
  const isRight = parseYesNo(text);
  if (isRight === true && talk.at !== null) {
    endTalk(turn);
    const time = describeTime(turn, talk.at);
    requestCallback(turn, { at: talk.at, time, words: talk.words });
    turn.say(turn.text('callback-coming', { time }));
    return;
  }
  // "No, tomorrow at 4" holds the better time.
  if (takeTime(turn, text)) return;
  if (isRight === null) {
    askAgain(turn, talk, 'confirm');
    return;
  }
  turn.say(turn.text('callback-when'));
  talkOn(turn, { ...talk, phase: 'time', at: null });
}

/** Of the number no more is repeated than its owner needs to know it by: it may stand in a register. */
function confirm(turn: TurnBuilder, talk: Omit<CallbackTalk, 'askedSeq'>): void {
  const { phone } = turn.state().customer;
  const time = describeTime(turn, talk.at ?? turn.context.now.toISOString());
  turn.say(turn.text('callback-confirm', { time, ending: (phone ?? '').replaceAll(/\D/g, '').slice(-3) }));
  talkOn(turn, { ...talk, phase: 'confirm' });
}

function askAgain(turn: TurnBuilder, talk: CallbackTalk, phase: CallbackTalk['phase']): void {
  const tries = talk.tries + 1;
  if (tries >= triesMax) {
    fileUnfinished(turn, talk);
    return;
  }
  if (phase === 'confirm') turn.say(turn.text('callback-yes-or-no'));
  else turn.say(turn.text(phase === 'time' ? 'callback-when-again' : 'callback-number-again'));
  talkOn(turn, { ...talk, tries, phase });
}

/** Six to fifteen digits, as people write them. */
function readPhone(text: string): string | null {
  const written = /\+?\d[\d\s()/.-]{4,24}\d/.exec(text)?.[0] ?? '';
  const digits = written.replaceAll(/\D/g, '');
  return digits.length >= 6 && digits.length <= 15 ? `${written.startsWith('+') ? '+' : ''}${digits}` : null;
}

function zoneOf({ settings }: TurnBuilder): string {
  const { calendars, callbackCalendar } = settings.chain;
  return (calendars[callbackCalendar ?? ''] ?? Object.values(calendars)[0])?.zone ?? 'UTC';
}

const describeTime = (turn: TurnBuilder, at: string): string =>
  describeInstant(new Date(at), { locale: turn.state().locale, zone: zoneOf(turn) });
