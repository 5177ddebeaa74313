import { createFakeDirectory, createMemoryStore } from '@baton/testkit';
import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../../simulation/random.ts';
import { startGateway } from '../../testing/start-gateway.ts';

/**
 * Whether an account exists must not be told by how long its answer takes. One pair is the time of an answer for an account that somebody
 * has and of one that nobody has; the pairs are asked in random order in one process, with a third answer, again for an account that
 * somebody has, which tells what chance and a busy machine do on their own. Measured is the area under the curve (AUC): how often a time
 * of the one kind is longer than a time of the other; 0.5 when nothing can be told.
 *
 * With 1,000 pairs the AUC strays by 0.013 (standard error). The bound of 0.55 is 3.9 of them away from 0.5: a run of a gateway that leaks
 * nothing fails once in 10,000. A leak of 0.6, the least that would help anybody who may ask six times an hour, goes unnoticed as seldom:
 * the power against it is above 0.999.
 */
const pairs = 1_000;
const bound = 0.05;
/** A new process' worth of chats for each part, as the memory of a store grows with them. */
const pairsAtOnce = 100;

let stop: () => Promise<void> = () => Promise.resolve();
afterEach(() => stop());

type Kind = 'known' | 'alike' | 'unknown';
const kinds: Kind[] = ['known', 'alike', 'unknown'];
type Times = Record<Kind, number[]>;

async function start() {
  const person = (email: string) => ({ recordId: email, name: 'John', email, phone: null, company: null });
  const registered = Array.from({ length: pairsAtOnce }, (_each, index) => [`known${index}`, `alike${index}`]).flat();
  const store = createMemoryStore();
  const gateway = await startGateway(store);
  const people = registered.map((name) => person(`${name}@company.com`));
  gateway.directory.findByEmail = createFakeDirectory({ people }).findByEmail;
  stop = () => gateway.stop();
  let messages = 0;
  const say = async (chat: string, message: string): Promise<{ ms: number; response: string }> => {
    messages += 1;
    const payload = JSON.stringify({ chat_id: chat, message, message_id: String(messages), visitor_id: chat });
    const begunAt = performance.now();
    const answer = await gateway.server.inject({ method: 'POST', url: '/webhook/salesiq', payload });
    const ms = performance.now() - begunAt;
    return { ms, response: answer.json().response };
  };
  const countMails = (): number =>
    [...store.tables.effects.values()].filter(({ kind, status }) => kind === 'send-mail' && status === 'done').length;
  return { say, countMails };
}

const random = createRandom(1);
const shuffled = (): Kind[] =>
  kinds
    .map((kind) => ({ kind, place: random.next() }))
    .sort((one, other) => one.place - other.place)
    .map(({ kind }) => kind);

/** How often a time of the first is longer than one of the second. */
function areaUnderCurve(first: number[], second: number[]): number {
  const sorted = [...second].sort((one, other) => one - other);
  const countBelow = (time: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return first.reduce((sum, time) => sum + countBelow(time), 0) / (first.length * second.length);
}

/** The least delay, in microseconds, that would have been seen: with it the AUC is 0.6. */
function findVisibleDelay(times: Times): number {
  for (let microseconds = 0; microseconds < 100_000; microseconds += 10) {
    const later = times.known.map((ms) => ms + microseconds / 1_000);
    if (areaUnderCurve(later, times.unknown) >= 0.6) return microseconds;
  }
  return Number.POSITIVE_INFINITY;
}

const newTimes = (): Times => ({ known: [], alike: [], unknown: [] });

it('tells nobody whether an account exists, when it is asked for and when a code is tried', async () => {
  const asked = newTimes();
  const tried = newTimes();
  for (let from = 0; from < pairs; from += pairsAtOnce) {
    const { say, countMails } = await start();
    for (let index = 0; index < pairsAtOnce; index += 1)
      for (const kind of shuffled()) {
        const name = `${kind}${index}`;
        await say(name, 'reset my password');
        const { ms, response } = await say(name, `${name}@company.com`);
        expect(response).toContain('8-digit code');
        asked[kind].push(ms);
      }
    await expect.poll(countMails, { timeout: 60_000, interval: 50 }).toBe(3 * pairsAtOnce);
    for (let index = 0; index < pairsAtOnce; index += 1)
      for (const kind of shuffled()) {
        const { ms, response } = await say(`${kind}${index}`, '00000000');
        expect(response).toContain('not right');
        tried[kind].push(ms);
      }
    await stop();
  }
  for (const [what, times] of Object.entries({ 'the account': asked, 'a wrong code': tried })) {
    const told = areaUnderCurve(times.known, times.unknown);
    const chance = areaUnderCurve(times.known, times.alike);
    const seen = findVisibleDelay(times);
    process.stdout.write(
      `answer to ${what}: AUC ${told.toFixed(3)}, same against same ${chance.toFixed(3)}, visible from ${seen} µs\n`,
    );
    expect(Math.abs(told - 0.5)).toBeLessThanOrEqual(bound + Math.abs(chance - 0.5));
  }
}, 300_000);
