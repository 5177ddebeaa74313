import { randomUUID } from 'node:crypto';

/** How long to wait after each line: not at all, long enough to skim, or long enough to read aloud. */
export type Pace = 'fast' | 'reading' | 'slow';
export type DemoOptions = { gateway: string; emulators: string; isJson: boolean; pace: Pace };

type Line = { speaker: string; text: string };
type Story = { name: string; ok: boolean; problem: string | null; lines: Line[]; ticketNumber: string | null };
type FlatReply = { replies: string[]; ticket_number: string | null; escalate: boolean };
type Row = Record<string, unknown>;

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
    const stage = createStage(options);
    let problem: string | null = null;
    tell(`\n── ${name} ──`);
    try {
      await play(stage);
    } catch (error) {
      problem = error instanceof Error ? error.message : 'failed';
    }
    stories.push({ name, ok: problem === null, problem, lines: stage.lines, ticketNumber: stage.ticketNumber() });
    tell(problem === null ? '   ✓ really happened' : `   ✗ ${problem}`);
  }
  const ok = stories.every((story) => story.ok);
  if (isJson) process.stdout.write(`${JSON.stringify({ ok, gateway, emulators, stories }, null, 2)}\n`);
  else tell(`\nSee what it left behind: ${emulators}/mailbox  ${emulators}/tickets  ${emulators}/journal`);
  return ok;
}

/** The exit code that shells expect of a program that was interrupted. */
const interrupted = 130;

function sayGoodByeOnInterrupt(isJson: boolean): void {
  process.once('SIGINT', () => {
    if (!isJson) process.stdout.write('\nGood-bye. What was played so far stays in the emulators.\n');
    process.exit(interrupted);
  });
}

const pauseMs: Record<Pace, (text: string) => number> = {
  fast: () => 0,
  reading: () => 350,
  slow: (text) => Math.min(4_000, 900 + 25 * text.length),
};

type Stage = ReturnType<typeof createStage>;

function createStage({ gateway, emulators, isJson, pace }: DemoOptions) {
  const chatId = `demo-${randomUUID()}`;
  const lines: Line[] = [];
  let ticketNumber: string | null = null;
  const show = async (speaker: string, text: string): Promise<void> => {
    lines.push({ speaker, text });
    await new Promise((resolve) => setTimeout(resolve, lines.length === 1 ? 0 : pauseMs[pace](text)));
    if (!isJson) process.stdout.write(`${speaker.padStart(10)}: ${text.replaceAll('\n', `\n${' '.repeat(12)}`)}\n`);
  };
  const call = async (url: string, body?: object): Promise<unknown> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(url, init).catch((cause: unknown) => {
      const { origin } = new URL(url);
      throw new Error(
        `Nothing answers at ${origin}. Run "npm start" in another terminal, or name it with --gateway and --emulators.`,
        {
          cause,
        },
      );
    });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return answer.json();
  };
  const send = async (message: string): Promise<FlatReply> => {
    const person = {
      visitor_id: `visitor-${chatId}`,
      visitor_email: 'john@company.com',
      visitor_name: 'John Doe',
      visitor_phone: '555-1234',
    };
    const body = { chat_id: chatId, ...person, message, message_id: randomUUID() };
    const reply = (await call(`${gateway}/webhook/salesiq`, body)) as FlatReply;
    ticketNumber = reply.ticket_number;
    for (const text of reply.replies) await show(message === '' && reply.escalate ? 'Sarah' : 'Baton', text);
    return reply;
  };
  return {
    lines,
    ticketNumber: () => ticketNumber,
    say: async (message: string) => {
      await show('John', message);
      return send(message);
    },
    poll: () => send(''),
    state: async (collection: string): Promise<Row[]> =>
      (await call(`${emulators}/__emulator/state/${collection}`)) as Row[],
    operate: async (body: object): Promise<void> => {
      await call(`${emulators}/__emulator/salesiq/operator`, body);
    },
  };
}

async function until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${what} did not happen within 15 s`);
}

async function passwordReset(stage: Stage): Promise<void> {
  const before = (await stage.state('mail/messages')).length;
  await stage.say('I forgot my password');
  await stage.say('john@company.com');
  const code = await until('the verification mail', async () => {
    const mails = (await stage.state('mail/messages')).slice(before);
    return mails.map((mail) => /\b\d{8}\b/.exec(String(mail['text']))?.[0]).find((found) => found !== undefined);
  });
  await stage.say(code);
  await checkTicket(stage, before);
}

async function monitorSetup(stage: Stage): Promise<void> {
  const before = (await stage.state('mail/messages')).length;
  for (const text of ['My second screen is not detected', 'Several monitors', 'no', 'no']) await stage.say(text);
  await checkTicket(stage, before);
}

async function checkTicket(stage: Stage, before: number): Promise<void> {
  const number = await until(
    'the ticket',
    async () => stage.ticketNumber() ?? (await stage.poll()).ticket_number ?? undefined,
  );
  const tickets = (await stage.state('desk/tickets')).filter((ticket) => ticket['ticketNumber'] === number);
  if (tickets.length !== 1)
    throw new Error(`the ticket system holds ${tickets.length} tickets with the number ${number}`);
  await until('the mails to customer, support team and point of contact', async () => {
    const mails = (await stage.state('mail/messages'))
      .slice(before)
      .filter((mail) => String(mail['subject']).includes(`#${number}`));
    return new Set(mails.map((mail) => mail['to'])).size >= 3 ? true : undefined;
  });
}

async function talkToHuman(stage: Stage): Promise<void> {
  const known = new Set((await stage.state('salesiq/conversations')).map((row) => row['id']));
  const reply = await stage.say('Can I talk to a real person please?');
  if (!reply.escalate) throw new Error('the chat was not handed over');
  const conversation = await until('the conversation at the desk', async () =>
    (await stage.state('salesiq/conversations')).find((row) => !known.has(row['id'])),
  );
  const id = conversation['id'];
  await stage.operate({ conversation_id: id, action: 'join' });
  await stage.operate({ conversation_id: id, action: 'reply', text: 'Hi John, this is Sarah. How can I help?' });
  await until('the answer of the operator', async () => ((await stage.poll()).replies.length > 0 ? true : undefined));
  await stage.say('My printer smells of smoke');
  await until('the words of the customer at the desk', async () =>
    (await stage.state('salesiq/messages')).find((row) => JSON.stringify(row).includes('printer smells of smoke')),
  );
  await stage.operate({ conversation_id: id, action: 'close' });
  await until('the hand-back', async () => ((await stage.poll()).escalate ? undefined : true));
}
