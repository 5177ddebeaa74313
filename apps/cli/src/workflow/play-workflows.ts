import { createInterface } from 'node:readline';
import { type Happened, type Rehearsal, rehearsalCode, startRehearsal } from '@baton/core';
import { readWorkflows } from '@baton/gateway';
import { say } from '../process.ts';
import { sayProblems } from './check-workflows.ts';

export type PlayOptions = { name: string; email: string; tellsWhy: boolean };

const lookUps = { '/found': 'found', '/unknown': 'unknown', '/unavailable': 'unavailable' } as const;
const isLookUp = (line: string): line is keyof typeof lookUps => Object.hasOwn(lookUps, line);

const prompt = '> ';

/** Lets somebody write with the bot in the terminal or through a pipe. False when the workflows cannot be used. */
export async function playWorkflows(folder: string, { name, email, tellsWhy }: PlayOptions): Promise<boolean> {
  const { workflows, problems } = await readWorkflows(folder);
  if (problems.length > 0) {
    sayProblems(problems);
    return false;
  }
  say(`You are ${name} <${email}>. The bot knows: ${workflows.map(({ title }) => title).join(', ')}.`);
  await converse(startRehearsal(workflows, { name, email }), tellsWhy);
  return true;
}

async function converse(rehearsal: Rehearsal, tellsWhy: boolean): Promise<void> {
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt });
  const isTerminal = process.stdin.isTTY === true;
  let isRead = true;
  process.stdout.once('error', () => {
    isRead = false;
  });
  // A pipe may have ended while its lines are still played; the interface takes no prompt then.
  const ask = (): void => (isTerminal ? lines.prompt() : void process.stdout.write(prompt));
  ask();
  for await (const line of lines) {
    if (!isRead) return lines.close();
    // What comes through a pipe is shown, so that the transcript reads like one.
    if (!isTerminal) say(line);
    const words = line.trim();
    const happened = words === '' || words === '/quit' ? null : play(rehearsal, words);
    if (happened !== null) tell(happened, tellsWhy);
    if (words === '/quit' || happened?.handedOff != null) return lines.close();
    ask();
  }
  say('');
}

function play(rehearsal: Rehearsal, line: string): Happened | null {
  if (!line.startsWith('/')) return rehearsal.write(line);
  if (!isLookUp(line)) {
    note(`${line} is none of ${Object.keys(lookUps).join(', ')}, /quit`);
    return null;
  }
  const happened = rehearsal.settleLookUp(lookUps[line]);
  if (happened === null) note('no address is being looked up');
  return happened;
}

function tell(happened: Happened, tellsWhy: boolean): void {
  for (const { why, chosen } of tellsWhy ? happened.explained : [])
    note(`why: ${why}${chosen === null ? '' : ` (${chosen})`}`);
  for (const { text, suggestions } of happened.said) {
    say(`bot: ${text.replaceAll('\n', '\n     ')}`);
    if (suggestions.length > 0) say(`     ${suggestions.map((suggestion) => `[${suggestion}]`).join(' ')}`);
  }
  for (const address of happened.lookedUp) note(`${address} is looked up: write /found, /unknown or /unavailable`);
  for (const { to, subject, isCode } of happened.mails)
    note(`a mail goes to ${to}: "${subject}"${isCode ? `; the code is ${rehearsalCode}` : ''}`);
  for (const { subject, priority, lines } of happened.tickets)
    note(`a ticket is filed, priority ${priority}: "${subject}"; ${lines.join('; ')}`);
  if (happened.finished !== null) note(`the workflow is over: ${happened.finished}`);
  if (happened.handedOff !== null) note(`a human takes over: ${happened.handedOff}`);
}

const note = (text: string): void => say(`     (${text})`);
