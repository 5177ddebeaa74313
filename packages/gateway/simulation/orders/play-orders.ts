import { createRandom } from '../random.ts';
import { type Happening, happenings } from './happenings.ts';
import { type Rules, startWorld, type World } from './world.ts';

export type OrdersPlayed = {
  /** Different orders, each from its beginning to where nothing more of it can happen. */
  orders: number;
  /** The first few that went wrong, as words over the letters of what happened. */
  violations: string[];
  /** How often something was at stake, over all orders. */
  stakes: Record<
    | 'human came'
    | 'human ended'
    | 'taken back'
    | 'vendor broke'
    | 'crash'
    | 'timer'
    | 'silent'
    | 'two desks'
    | 'words waited for a human',
    number
  >;
};

const channels = ['flat', 'pushed'];
const chains = [['salesiq'], ['salesiq', 'second'], ['salesiq', 'second', 'third']];
/** What every order is made of, besides what is drawn. */
const always = new Set('hoOjsg');
const drawnMax = 6;
/** So much of an order is drawn; of the rest every order is played. */
const drawnLength = 5;

/**
 * Plays different orders of small sets of happenings, until there are `count` of them: a drawn beginning, then every order of the rest that is
 * possible. Orders that begin alike share the work of their beginning.
 */
export function playOrders(rules: Rules, { count, seed }: { count: number; seed: number }): OrdersPlayed {
  const random = createRandom(seed);
  const seen = new Set<string>();
  const played: OrdersPlayed = { orders: 0, violations: [], stakes: noStakes() };
  const finish = (world: World, order: string): void => {
    if (seen.has(order)) return;
    seen.add(order);
    played.orders += 1;
    judge(played, world, order);
  };
  const goOn = (world: World, order: string, rest: readonly Happening[]): void => {
    if (played.orders >= count) return;
    let isOver = true;
    for (const happening of rest) {
      const next = happening.happen(world);
      if (next === null) continue;
      isOver = false;
      const letters = order + happening.letter;
      // What went wrong once is told once.
      if (next.violations.length > 0) finish(next, letters);
      else
        goOn(
          next,
          letters,
          rest.filter((other) => other !== happening),
        );
    }
    if (isOver) finish(world, order);
  };
  while (played.orders < count) {
    const channel = random.pick(channels) ?? 'flat';
    const chain = random.pick(chains) ?? [];
    let rest = drawSet(random);
    let world = startWorld(rules, { channel, chain });
    let order = `${channel}:${chain.length}:`;
    for (let drawn = 0; drawn < drawnLength; drawn += 1) {
      const [happening, next] = drawNext(random, world, rest);
      if (happening === null || next === null || next.violations.length > 0) break;
      world = next;
      order += happening.letter;
      rest = rest.filter((other) => other !== happening);
    }
    goOn(world, order, rest);
  }
  return played;
}

type Random = ReturnType<typeof createRandom>;

function drawSet(random: Random): Happening[] {
  const fixed = happenings.filter(({ letter }) => always.has(letter));
  const others = happenings.filter(({ letter }) => !always.has(letter));
  const drawn = new Set<Happening>();
  while (drawn.size < drawnMax) drawn.add(random.pick(others) ?? others[0] ?? neverHappens);
  return [...fixed, ...drawn];
}

const neverHappens: Happening = { letter: '-', happen: () => null };

function drawNext(random: Random, world: World, rest: readonly Happening[]): [Happening | null, World | null] {
  const left = [...rest];
  while (left.length > 0) {
    const [happening] = left.splice(random.below(left.length), 1);
    const next = happening?.happen(world) ?? null;
    if (happening !== undefined && next !== null) return [happening, next];
  }
  return [null, null];
}

const toldMax = 5;

function judge(played: OrdersPlayed, world: World, order: string): void {
  const told = [...world.violations.map((text) => `the bot said "${text}" over a human`), ...findLost(world)];
  if (told.length > 0 && played.violations.length < toldMax) played.violations.push(`${order}: ${told.join('; ')}`);
  const letters = order.split(':')[2] ?? '';
  const count = (name: keyof OrdersPlayed['stakes'], isSo: boolean): void => {
    if (isSo) played.stakes[name] += 1;
  };
  count('human came', /[jst]/.test(letters));
  count('human ended', letters.includes('e'));
  count('taken back', world.chats.length > 0 && world.humanIn === null && /[jst].*[ifa]/.test(letters));
  count('vendor broke', letters.includes('f'));
  count('crash', letters.includes('!'));
  count('timer', /[aicl]/.test(letters));
  count('silent', letters.includes('i'));
  count('two desks', world.chats.length > 1);
  count('words waited for a human', /h[^gG]*[jst]/.test(letters));
}

/** A human's words to the customer are fetched or wait, each once. */
function findLost({ said, heard, waiting }: World): string[] {
  const kept = heard + waiting.filter(({ author }) => author === 'agent').length;
  return kept === said ? [] : [`humans said ${said}, and ${kept} of it is for the customer`];
}

const noStakes = (): OrdersPlayed['stakes'] => ({
  ...{ 'human came': 0, 'human ended': 0, 'taken back': 0, 'vendor broke': 0, crash: 0, timer: 0, silent: 0 },
  ...{ 'two desks': 0, 'words waited for a human': 0 },
});
