import { randomUUID } from 'node:crypto';
import {
  callJson,
  createStage,
  type DemoOptions,
  type Line,
  playStory,
  sayGoodByeOnInterrupt,
  type Told,
  until,
} from './demo-stage.ts';

type Story = Told & { lines: Line[]; ticketNumber: string | null };
type FlatReply = { replies: string[]; ticket_number: string | null; escalate: boolean };

/** Plays the stories and checks them against what the vendors' stand-ins hold. True when everything really happened. */
export async function playDemo(options: DemoOptions): Promise<boolean> {
  const { gateway, emulators, isJson } = options;
  const tell = (text: string): void => {
    if (!isJson) process.stdout.write(`${text}\n`);
  };
  sayGoodByeOnInterrupt(isJson);
  tell(`Playing against the gateway at ${gateway} and the emulators at ${emulators}.`);
  const stories: Story[] = [];
  for (const [name, play] of Object.entries({
    'Password reset': passwordReset,
    'Monitor set-up': monitorSetup,
    'Talk to a human': talkToHuman,
  })) {
    const visit = createVisit(options);
    const told = await playStory(name, isJson, () => play(visit));
    stories.push({ ...told, lines: visit.lines, ticketNumber: visit.ticketNumber() });
  }
  const ok = stories.every((story) => story.ok);
  if (isJson) process.stdout.write(`${JSON.stringify({ ok, gateway, emulators, stories }, null, 2)}\n`);
  else {
    tell(`\nSee what it left behind: ${emulators}/mailbox  ${emulators}/tickets  ${emulators}/journal`);
    tell('Another bot that hands over, to HubSpot too: npx baton demo botpress');
  }
  return ok;
}

type Visit = ReturnType<typeof createVisit>;

/** One customer on the flat channel. */
function createVisit(options: DemoOptions) {
  const chatId = `demo-${randomUUID()}`;
  const stage = createStage(options);
  let ticketNumber: string | null = null;
  const send = async (message: string): Promise<FlatReply> => {
    const person = {
      visitor_id: `visitor-${chatId}`,
      visitor_email: 'john@company.com',
      visitor_name: 'John Doe',
      visitor_phone: '555-1234',
    };
    const body = { chat_id: chatId, ...person, message, message_id: randomUUID() };
    const reply = (await callJson(`${options.gateway}/webhook/salesiq`, body)) as FlatReply;
    ticketNumber = reply.ticket_number;
    for (const text of reply.replies) await stage.show(message === '' && reply.escalate ? 'Sarah' : 'Baton', text);
    return reply;
  };
  return {
    ...stage,
    ticketNumber: () => ticketNumber,
    say: async (message: string) => {
      await stage.show('John', message);
      return send(message);
    },
    poll: () => send(''),
    operate: async (body: object): Promise<void> => {
      await stage.order('/salesiq/operator', body);
    },
  };
}

async function passwordReset(visit: Visit): Promise<void> {
  const before = (await visit.state('mail/messages')).length;
  await visit.say('I forgot my password');
  await visit.say('john@company.com');
  const code = await until('the verification mail', async () => {
    const mails = (await visit.state('mail/messages')).slice(before);
    return mails.map((mail) => /\b\d{8}\b/.exec(String(mail['text']))?.[0]).find((found) => found !== undefined);
  });
  await visit.say(code);
  await checkTicket(visit, before);
}

async function monitorSetup(visit: Visit): Promise<void> {
  const before = (await visit.state('mail/messages')).length;
  for (const text of ['My second screen is not detected', 'Several monitors', 'no', 'no']) await visit.say(text);
  await checkTicket(visit, before);
}

async function checkTicket(visit: Visit, before: number): Promise<void> {
  const number = await until(
    'the ticket',
    async () => visit.ticketNumber() ?? (await visit.poll()).ticket_number ?? undefined,
  );
  const tickets = (await visit.state('desk/tickets')).filter((ticket) => ticket['ticketNumber'] === number);
  if (tickets.length !== 1)
    throw new Error(`the ticket system holds ${tickets.length} tickets with the number ${number}`);
  await until('the mails to customer, support team and point of contact', async () => {
    const mails = (await visit.state('mail/messages'))
      .slice(before)
      .filter((mail) => String(mail['subject']).includes(`#${number}`));
    return new Set(mails.map((mail) => mail['to'])).size >= 3 ? true : undefined;
  });
}

async function talkToHuman(visit: Visit): Promise<void> {
  const known = new Set((await visit.state('salesiq/conversations')).map((row) => row['id']));
  const reply = await visit.say('Can I talk to a real person please?');
  if (!reply.escalate) throw new Error('the chat was not handed over');
  const conversation = await until('the conversation at the desk', async () =>
    (await visit.state('salesiq/conversations')).find((row) => !known.has(row['id'])),
  );
  const id = conversation['id'];
  await visit.operate({ conversation_id: id, action: 'join' });
  await visit.operate({ conversation_id: id, action: 'reply', text: 'Hi John, this is Sarah. How can I help?' });
  await until('the answer of the operator', async () => ((await visit.poll()).replies.length > 0 ? true : undefined));
  await visit.say('My printer smells of smoke');
  await until('the words of the customer at the desk', async () =>
    (await visit.state('salesiq/messages')).find((row) => JSON.stringify(row).includes('printer smells of smoke')),
  );
  await visit.operate({ conversation_id: id, action: 'close' });
  await until('the hand-back', async () => ((await visit.poll()).escalate ? undefined : true));
}
