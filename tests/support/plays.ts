import type { ChatEnd, CrashWorld } from './crash-world.ts';
import type { Row } from './emulators.ts';
import { until } from './processes.ts';

/** A gateway that is killed at each point it gets to needs long for a chat, and many times that on a machine with other work. */
const patient = { withinMs: 1_200_000, everyMs: 200 };

/** A customer with everything in it: a verified password reset with ticket and mails, a human who answers, words both ways. */
export async function playWholeChat(world: CrashWorld): Promise<ChatEnd> {
  const chat = world.newChat();
  await chat.say('I forgot my password');
  await chat.say(chat.email);
  await chat.say(await readCode(world, chat.email));
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined), patient);
  await chat.say('talk to a human');
  await chat.say(`first words of ${chat.chatId}`);
  const isAnswered = await joinAndAnswer(world, { email: chat.email, words: `the operator answers ${chat.chatId}` });
  await chat.say(`last words of ${chat.chatId}`);
  await until('the end of the handoff', async () => ((await chat.poll()).escalate ? undefined : true), patient);
  return { isWhole: isAnswered };
}

function readCode(world: CrashWorld, email: string): Promise<string> {
  return until(
    'the verification mail',
    async () => {
      const mails = (await world.vendors.rows('mail/messages')).filter((mail) => mail['to'] === email);
      return mails.map((mail) => /\b\d{8}\b/.exec(String(mail['text']))?.[0]).find((code) => code !== undefined);
    },
    patient,
  );
}

/** The operator finds the chat by the customer's address. False when it ran out before: then it is somebody else's (a ticket's). */
async function joinAndAnswer(world: CrashWorld, { email, words }: { email: string; words: string }): Promise<boolean> {
  const { vendors } = world;
  const stopAt = Date.now() + 60_000;
  const look = async (): Promise<Row | 'missed' | undefined> => {
    const row = (await vendors.rows('salesiq/conversations')).find(({ question }) => String(question).includes(email));
    return row ?? (Date.now() > stopAt ? 'missed' : undefined);
  };
  const found = await until('the chat at the desk', look, patient);
  if (found === 'missed') return false;
  const step = (body: object): Promise<unknown> => vendors.operate({ conversation_id: found['id'], ...body });
  try {
    await step({ action: 'join' });
    await step({ action: 'reply', text: words });
    await step({ action: 'close' });
    return true;
  } catch {
    // The chat was missed in the meantime; that is an end too.
    return false;
  }
}

/** A customer whom nobody answers: the wish for a human ends in a ticket. */
export async function playMissedChat(world: CrashWorld): Promise<ChatEnd> {
  const chat = world.newChat();
  await chat.say('talk to a human');
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined), patient);
  return { isWhole: true };
}

/** Answers that are lost after the work was done, each once; each leads to a look before anything is repeated. */
export const lostAnswers = [
  { vendor: 'desk', operation: 'desk.tickets.create', kind: 'drop-response' },
  { vendor: 'desk', operation: 'desk.comments.create', kind: 'drop-response' },
  { vendor: 'salesiq', operation: 'salesiq.visitor.open', kind: 'drop-response' },
  { vendor: 'salesiq', operation: 'salesiq.visitor.send', kind: 'drop-response' },
];

/** A register of customers that is so slow that the widget is asked for patience. */
export const slowRegister = [{ vendor: 'crm', kind: 'slow', delayMs: 5_000, times: -1 }];

const isQuestion = (text: string): boolean => text.includes('8-digit code');

/** A visitor of the vendor's widget who is promised an answer, gets it, and gets it once. */
export async function playDeferredAnswer(world: CrashWorld): Promise<ChatEnd> {
  const say = (text: string, conversation?: unknown) =>
    world.vendors.control('/salesiq/visitor-message', {
      visitor: { name: 'John Doe', email: 'john@company.com' },
      text,
      ...(conversation === undefined ? {} : { conversation }),
    }) as Promise<Row>;
  const first = await say('I forgot my password');
  const conversation = first['conversation_id'];
  // SalesIQ takes a chat from a bot that is down just then.
  if (first['status'] !== 'bot') return { isWhole: false };
  const second = say('john@company.com', conversation);
  second.catch(() => undefined);
  const questions = async (): Promise<unknown[]> =>
    (await world.vendors.rows('salesiq/messages')).filter(
      (row) => row['conversation_id'] === conversation && isQuestion(String(row['text'])),
    );
  const isTaken = async (): Promise<boolean> =>
    (await world.vendors.rows('salesiq/conversations')).some(
      (row) => row['id'] === conversation && row['status'] !== 'bot',
    );
  await until(
    'the question for the code',
    async () => ((await questions()).length > 0 || (await isTaken()) ? true : undefined),
    patient,
  );
  await world.untilQuiet();
  const count = (await questions()).length;
  if (count > 1) throw new Error(`the question for the code was asked ${count} times`);
  return { isWhole: count === 1 };
}
