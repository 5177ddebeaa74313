import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type Fields = Record<string, unknown>;

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterAll(() => emulator.close());

const control = (path: string, body: unknown, { url } = emulator): Promise<Response> =>
  fetch(`${url}/__emulator${path}`, { method: 'POST', body: JSON.stringify(body) });

/** A call on a connection of its own; null when the connection broke. */
function call(method: string, path: string, { url } = emulator): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request(`${url}${path}`, { method, agent: false }, (answer) => {
      answer.on('error', () => resolve(null));
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.resume();
    });
    sent.on('error', () => resolve(null));
    sent.end(method === 'GET' ? undefined : '{}');
  });
}

/** Numbers that follow from the seed, so that a failure can be repeated. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it.each([1, 2, 3])(
  'stands every mixture of faults on every operation, and writes each call down (seed %i)',
  async (seed) => {
    const draw = numbersFrom(seed);
    const all = (await (await fetch(`${emulator.url}/__emulator/ledger`)).json()) as Fields[];
    // Byte by byte, the widget's script would take a minute.
    const ledger = all.filter(({ path }) => path !== '/widget');
    const refused = await control('/faults', { vendor: 'desk', kind: 'none' });
    const { allowed } = (await refused.json()) as { allowed: string[] };
    const vendors = ['accounts', 'desk', 'crm', 'salesiq', 'hubspot'] as const;
    for (let count = 0; count < 60; count += 1) {
      const fault = {
        vendor: vendors[draw(vendors.length)],
        kind: allowed[draw(allowed.length)],
        delayMs: draw(4),
        bodyBytes: 50_000,
      };
      await control('/faults', { ...fault, probability: 0.3, seed: draw(1_000), skewMs: draw(10_000) - 5_000 });
    }
    const before = ((await (await fetch(`${emulator.url}/__emulator/journal`)).json()) as unknown[]).length;
    const calls = Array.from({ length: 300 }, () => ledger[draw(ledger.length)]);
    const answers: (number | null)[] = [];
    while (calls.length > 0) {
      const some = calls
        .splice(0, 15)
        .map((row) => call(String(row?.['method']), String(row?.['path']).replaceAll('*', 'x')));
      answers.push(...(await Promise.all(some)));
    }
    expect(answers.filter((status) => status === null).length).toBeGreaterThan(5);
    // No fault of these orders a 500 or a 501; the emulator itself must not fail either.
    expect(answers.filter((status) => status === 500 || status === 501)).toEqual([]);
    const journal = (await (await fetch(`${emulator.url}/__emulator/journal`)).json()) as unknown[];
    expect(journal.length - before).toBe(300);
    await control('/reset', {});
    expect(await call('GET', '/oauth/serverinfo')).toBe(200);
  },
);

it('closes at once while faults keep calls waiting', async () => {
  const other = await createEmulator({ vendors: ['crm'] });
  const waits = ['slow', 'timeout', 'slow-loris'].map((kind) => ({ vendor: 'crm', kind, delayMs: 60_000 }));
  const calls: Promise<number | null>[] = [];
  for (const fault of waits) {
    await control('/faults', fault, other);
    calls.push(call('GET', '/crm/v8/Contacts', other));
    // The next fault is for the next call.
    while (((await (await fetch(`${other.url}/__emulator/faults`)).json()) as unknown[]).length > 0);
  }
  await other.close();
  expect(await Promise.all(calls)).toEqual([null, null, null]);
});
