import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaled } from '../support/test-scale.ts';
import { type DeskSide, hubSpot, type Said, salesIq } from './desk-sides.ts';
import { type Loop, startLoop } from './start-loop.ts';
import { type Look, startWatch, type Watch } from './watch.ts';

/** Twenty in `npm test`; in the soak as many as the desk's own limits let through in the time. */
const countOf = ({ countMax }: DeskSide): number => Math.min(countMax, scaled(20));
const withinMs = 600_000;

let loop: Loop;
beforeAll(async () => {
  // How fast this machine is must decide nothing. What SalesIQ sends again comes a minute later, when it is calmer.
  loop = await startLoop({ HANDOFF_TIMEOUT_SECONDS: '900' });
  for (const alias of ['desk', 'inbox']) await loop.install(alias);
});
afterAll(() => loop.stop());

type Played = { number: number; bot: string; desk: string; conversation: string };

const personOf = (number: number): string => `Person ${number} End`;

/** One customer from the wish to the end; every word carries the customer's own number. */
async function playWhole(watch: Watch, side: DeskSide, number: number): Promise<Played> {
  const mark = `<${side.alias} ${number}>`;
  const bot = await loop.open({
    alias: side.alias,
    name: personOf(number),
    email: `person${number}@${side.alias}.example.org`,
    history: [{ from: 'user', text: `trouble ${mark}` }],
  });
  const started = await loop.start(bot);
  expect(started).toMatchObject({ ok: true });
  const findAtDesk = (words: string): Promise<Said> =>
    watch.until(`"${words}" at the desk`, (look) => side.said(look).find(({ text }) => text.includes(words)));
  const { chat: desk } = await findAtDesk(`trouble ${mark}`);
  await side.act(loop, desk, { action: 'join' });
  for (const part of ['one', 'two']) {
    await side.act(loop, desk, { action: 'reply', text: `answer ${part} ${mark}` });
    await loop.say(bot, `word ${part} ${mark}`);
  }
  await watch.until(`"answer two ${mark}" in the chat`, (look) =>
    linesOf(look, bot).some(({ text }) => text === `answer two ${mark}`) ? true : undefined,
  );
  await findAtDesk(`word two ${mark}`);
  await side.act(loop, desk, { action: 'close' });
  await watch.until(`the end of ${mark}`, (look) =>
    look.get('botpress/upstreams')?.some(({ id, isActive }) => id === bot && isActive === false) ? true : undefined,
  );
  return { number, bot, desk, conversation: String(started['conversationId']) };
}

const linesOf = (look: Look, bot: string): { from: string; text: string }[] =>
  (look.get('botpress/lines') ?? [])
    .filter(({ upstreamId }) => upstreamId === bot)
    .map(({ from, payload }) => ({
      from: String(from),
      text: typeof payload === 'object' && payload !== null && 'text' in payload ? String(payload.text) : '',
    }));

/** What Baton has kept of a chat, without what it said itself. */
function transcriptOf(alias: string, conversation: string): string[] {
  const { conversations, messages } = loop.store.tables;
  const row = [...conversations.values()].find(({ chatId }) => chatId === `${alias}:${conversation}`);
  return (messages.get(row?.id ?? '') ?? [])
    .filter(({ author }) => author === 'customer' || author === 'agent')
    .map(({ author, text }) => `${author}: ${text}`);
}

describe.each([
  ['SalesIQ', salesIq],
  ['HubSpot', hubSpot],
])('simultaneous handoffs of a Botpress bot to %s', (_name, side) => {
  const count = countOf(side);
  const played: Played[] = [];
  let look: Look = new Map();

  beforeAll(async () => {
    const collections = ['botpress/upstreams', 'botpress/lines', ...side.collections];
    const watch = startWatch(loop.rows, collections);
    const tooLong = setTimeout(() => void watch.end(), withinMs - 10_000);
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    try {
      played.push(...(await Promise.all(numbers.map((number) => playWhole(watch, side, number)))));
      look = await watch.until('the last look', (found) => found);
    } finally {
      clearTimeout(tooLong);
      await watch.end();
    }
  }, withinMs);

  it('brings every word to its own chat, once and in order', () => {
    const said = side.said(look);
    for (const { number, bot, desk } of played) {
      const mark = `<${side.alias} ${number}>`;
      const answers = [`answer one ${mark}`, `answer two ${mark}`];
      const words = [`word one ${mark}`, `word two ${mark}`];
      const own = said.filter(({ chat }) => chat === desk);
      expect(
        own.filter(({ text, by }) => by === 'customer' && text.startsWith('word')).map(({ text }) => text),
      ).toEqual(words);
      expect(own.filter(({ by }) => by === 'agent').map(({ text }) => text)).toEqual(answers);
      expect(own.filter(({ text }) => text.includes(`trouble ${mark}`))).toHaveLength(1);
      const heard = linesOf(look, bot).filter(({ from }) => from === 'agent');
      expect(heard.map(({ text }) => text)).toEqual(answers);
    }
  });

  it('swaps no identity and brings no word to another chat', async () => {
    expect(new Set(played.map(({ desk }) => desk)).size).toBe(count);
    const said = side.said(look);
    for (const { number, desk } of played) {
      const whole = said.filter(({ chat }) => chat === desk).map(({ text }) => text);
      const marks = new Set(whole.flatMap((text) => text.match(/<(?:desk|inbox) \d+>/g) ?? []));
      expect([...marks]).toEqual([`<${side.alias} ${number}>`]);
      const people = new Set(whole.flatMap((text) => text.match(/Person \d+ End/g) ?? []));
      expect([...people]).toEqual([personOf(number)]);
    }
    for (const { number, desk } of played.slice(0, 20))
      expect(await side.customerOf(loop, desk)).toContain(`person${number}@${side.alias}.example.org`);
  });

  it('keeps a transcript that says what the desk says', () => {
    const said = side.said(look);
    for (const { number, desk, conversation } of played) {
      const transcript = transcriptOf(side.alias, conversation);
      expect(transcript[0]).toBe(`customer: trouble <${side.alias} ${number}>`);
      const own = said.filter(({ chat, text }) => chat === desk && /^(word|answer)/.test(text));
      for (const by of ['customer', 'agent'] as const)
        expect(transcript.slice(1).filter((line) => line.startsWith(by))).toEqual(
          own.filter((one) => one.by === by).map(({ text }) => `${by}: ${text}`),
        );
    }
  });

  it('gives nothing up, and the plugin drops nothing', async () => {
    const given = loop.log.filter((line) => /given-up|dead|rejected/.test(line) && !line.includes('unknown-chat'));
    expect(given).toEqual([]);
    expect(await loop.rows('botpress/dropped')).toEqual([]);
  });
});
