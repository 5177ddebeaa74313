import { expect, it } from 'vitest';
import { createVendorHealth } from './vendor-health.ts';

const down = { type: 'retry', code: 'unauthorised', detail: 'Refused. Replace the token.' };

function start() {
  const log: object[] = [];
  let nowMs = 0;
  let answer: unknown = { type: 'ok', value: null };
  const write = (event: string, fields = {}): void => void log.push({ event, ...fields });
  const health = createVendorHealth({ logger: { info: write, warn: write }, now: () => new Date(nowMs) });
  const port = health.watch({ vendor: 'acme', part: 'desk' }, { name: 'desk', send: async () => answer });
  return {
    log,
    call: async (next: unknown, atSeconds: number): Promise<void> => {
      answer = next;
      nowMs = atSeconds * 1_000;
      expect(await port.send()).toBe(next);
    },
    rows: () => health.render().filter((line) => !line.startsWith('#')),
    port,
  };
}

it('says nothing of a vendor that works, and counts a refusal as an answer', async () => {
  const { call, log, rows, port } = start();
  expect([port.name, rows()]).toEqual(['desk', []]);
  await call({ type: 'ok', value: 1 }, 5);
  await call({ type: 'refused', code: 'invalid', detail: '' }, 6);
  expect(log).toEqual([]);
  const labels = '{vendor="acme",part="desk"}';
  expect(rows()).toEqual([`baton_vendor_up${labels} 1`, `baton_vendor_last_success_seconds${labels} 6`]);
});

it('tells each change once: since when it fails, why and what to do, and that it works again', async () => {
  const { call, log, rows } = start();
  await call({ type: 'ok', value: 1 }, 5);
  for (const second of [10, 11, 12]) await call(down, second);
  expect(log).toEqual([
    {
      event: 'vendor-failing',
      vendor: 'acme',
      part: 'desk',
      code: 'unauthorised',
      advice: 'Refused. Replace the token.',
      since: '1970-01-01T00:00:10.000Z',
      lastSuccess: '1970-01-01T00:00:05.000Z',
    },
  ]);
  expect(rows()).toContain('baton_vendor_up{vendor="acme",part="desk"} 0');
  expect(rows()).toContain('baton_vendor_failing_since_seconds{vendor="acme",part="desk"} 10');
  await call({ type: 'ok', value: 1 }, 40);
  expect(log[1]).toEqual({
    event: 'vendor-recovered',
    vendor: 'acme',
    part: 'desk',
    code: 'unauthorised',
    failedForMs: 30_000,
  });
});

it('logs one that comes and goes once a minute', async () => {
  const { call, log } = start();
  for (let second = 0; second < 120; second += 2) {
    await call(down, second);
    await call({ type: 'ok', value: 1 }, second + 1);
  }
  expect(log).toHaveLength(4);
});
