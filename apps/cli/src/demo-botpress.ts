import { createInterface } from 'node:readline';
import {
  createStage,
  type DemoOptions,
  playStory,
  type Row,
  type Stage,
  sayGoodByeOnInterrupt,
  until,
} from './demo-stage.ts';
import type { botpressDesks } from './join-vendors.ts';

export type BotpressDesk = keyof typeof botpressDesks;

/** What people do at a desk, and how its stand-in shows a chat. */
type DeskSide = {
  title: string;
  page: string;
  /** The chat that holds these words, once it is there. */
  find(stage: Stage, words: string): Promise<string>;
  join(stage: Stage, chat: string): Promise<unknown>;
  reply(stage: Stage, chat: string, text: string): Promise<unknown>;
  close(stage: Stage, chat: string): Promise<unknown>;
};

const holds =
  (words: string) =>
  (row: Row): boolean =>
    JSON.stringify(row).includes(words);

const salesIqSide: DeskSide = {
  title: 'Zoho SalesIQ',
  page: '/operator',
  find: (stage, words) =>
    until(`"${words}" in SalesIQ`, async () => {
      const id = (await stage.state('salesiq/messages')).find(holds(words))?.['conversation_id'];
      return id === undefined ? undefined : String(id);
    }),
  join: (stage, chat) => stage.order('/salesiq/operator', { conversation_id: chat, action: 'join' }),
  reply: (stage, chat, text) => stage.order('/salesiq/operator', { conversation_id: chat, action: 'reply', text }),
  close: (stage, chat) => stage.order('/salesiq/operator', { conversation_id: chat, action: 'close' }),
};

const hubSpotSide: DeskSide = {
  title: 'a HubSpot inbox',
  page: '/hubspot-inbox',
  find: (stage, words) =>
    until(`"${words}" in HubSpot`, async () => {
      const id = (await stage.state('hubspot/messages')).find(holds(words))?.['conversationsThreadId'];
      return id === undefined ? undefined : String(id);
    }),
  join: (stage, chat) => stage.order('/hubspot/agent', { threadId: chat, action: 'assign' }),
  reply: (stage, chat, text) => stage.order('/hubspot/agent', { threadId: chat, action: 'reply', text }),
  close: (stage, chat) => stage.order('/hubspot/agent', { threadId: chat, action: 'close' }),
};

const sides: Readonly<Record<BotpressDesk, DeskSide>> = { salesiq: salesIqSide, hubspot: hubSpotSide };

/**
 * Plays the loop customer → Botpress → Baton → desk → back, and looks at each step whether the stand-ins hold what is told. True when all
 * loops closed.
 */
export async function playBotpress(options: DemoOptions, desks: readonly BotpressDesk[]): Promise<boolean> {
  const { gateway, emulators, isJson } = options;
  sayGoodByeOnInterrupt(isJson);
  if (!isJson) process.stdout.write(`Playing against the gateway at ${gateway} and the emulators at ${emulators}.\n`);
  const stories = [];
  for (const desk of desks) {
    const stage = createStage(options);
    const side = sides[desk];
    const told = await playStory(`From Botpress to ${side.title} and back`, isJson, () => playLoop(stage, desk));
    stories.push({ ...told, desk, lines: stage.lines });
  }
  const ok = stories.every((story) => story.ok);
  if (isJson) process.stdout.write(`${JSON.stringify({ ok, gateway, emulators, stories }, null, 2)}\n`);
  else process.stdout.write(`\nTake such a chat yourself: npx baton demo botpress --by-hand --desk hubspot\n`);
  return ok;
}

/**
 * The person at the terminal is the customer of the bot; whoever has the desk's page open answers. True when the session began and ended.
 */
export async function chatByHand(options: DemoOptions, desk: BotpressDesk): Promise<boolean> {
  const stage = createStage(options);
  const side = sides[desk];
  sayGoodByeOnInterrupt(options.isJson);
  const told = await playStory(`A chat of Botpress at ${side.title}, by hand`, options.isJson, async () => {
    const chat = await openChat(stage, desk, 'My order never arrived');
    const follow = followChat(stage, chat);
    await startSession(stage, { chat, title: 'Order', description: 'By hand' });
    await follow();
    await stage.show(
      '',
      `Answer at ${options.emulators}${side.page}. Here you are Ana: write, and /end ends the chat.`,
    );
    const lines = createInterface({ input: process.stdin });
    lines.on('line', (text) => {
      // What Botpress refuses shows in the chat itself.
      if (text.trim() !== '') stage.order('/botpress/say', { chat, text }).catch(() => lines.close());
    });
    while ((await stage.look(`/botpress/chat/${chat}`))['isActive'] === true) {
      await follow();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await follow();
    lines.close();
  });
  return told.ok;
}

/** @throws Error with what the bot's owner would read */
async function startSession(stage: Stage, wish: { chat: string; title: string; description: string }): Promise<Row> {
  const started = await stage.order('/botpress/start', wish);
  if (started['ok'] !== true) throw new Error(`the handoff did not start: ${String(started['message'])}`);
  return started;
}

async function playLoop(stage: Stage, desk: BotpressDesk): Promise<void> {
  const side = sides[desk];
  const mark = Date.now().toString(36);
  const trouble = `My order ${mark} never arrived`;
  const chat = await openChat(stage, desk, trouble);
  const follow = followChat(stage, chat);
  await follow();
  const started = await startSession(stage, { chat, title: `Order ${mark}`, description: 'Parcel lost' });
  await follow();
  const atDesk = await side.find(stage, trouble);
  await stage.show('Desk', `The chat is in ${side.title}, with all that was said before.`);
  await side.join(stage, atDesk);
  await side.reply(stage, atDesk, 'Hello Ana, I look into it');
  await until('the answer in the Botpress chat', async () => (await follow('Hello Ana')) || undefined);
  const agent = (await stage.look(`/botpress/chat/${chat}`))['humanAgentName'];
  if (typeof agent !== 'string' || agent === 'Ana Lima') throw new Error('the bot did not learn who answers');
  const thanks = `Thank you, ${agent} (${mark})`;
  await stage.order('/botpress/say', { chat, text: thanks });
  await follow();
  await side.find(stage, thanks);
  await stage.show('Desk', `${agent} reads it in ${side.title}, and closes the chat.`);
  await side.close(stage, atDesk);
  await until('the end in Botpress', async () => {
    await follow();
    return (await stage.look(`/botpress/chat/${chat}`))['isActive'] === false ? true : undefined;
  });
  await follow();
  const dropped = (await stage.state('botpress/dropped')).filter(holds(String(started['conversationId'])));
  if (dropped.length > 0) throw new Error(`the plugin dropped ${dropped.length} of what Baton sent`);
}

async function openChat(stage: Stage, desk: BotpressDesk, trouble: string): Promise<string> {
  const history = [
    { from: 'user', text: trouble },
    { from: 'bot', text: 'I am sorry to hear that. Shall I call somebody?' },
    { from: 'user', text: 'Yes please' },
  ];
  const opened = await stage.order('/botpress/chat', {
    alias: desk,
    name: 'Ana Lima',
    email: 'ana@example.org',
    history,
  });
  return String(opened['chat']);
}

const speakers: Readonly<Record<string, string>> = { user: 'Ana', bot: 'Bot', notice: 'Bot' };

/** Shows what is new in the chat; true when these words are in it. */
function followChat(stage: Stage, chat: string): (words?: string) => Promise<boolean> {
  let shown = 0;
  return async (words = '') => {
    const { lines } = await stage.look(`/botpress/chat/${chat}`);
    const rows: Row[] = Array.isArray(lines) ? lines : [];
    for (const row of rows.slice(shown)) await stage.show(speakerOf(row), textOf(row));
    shown = rows.length;
    return rows.some((row) => textOf(row).includes(words));
  };
}

const speakerOf = ({ from, agentName }: Row): string =>
  from === 'agent' ? String(agentName) : (speakers[String(from)] ?? 'Bot');

function textOf({ payload }: Row): string {
  const text = typeof payload === 'object' && payload !== null && 'text' in payload ? payload.text : '';
  return String(text);
}
