import { expect, test } from 'vitest';
import { createTestClock } from '../testing/test-clock.ts';
import { createBudget } from './budget.ts';
import { ClientError } from './client-error.ts';
import { createHttp, type HttpRequest, type HttpResponse } from './http.ts';
import { type CallReport, createRunner, type RunnerCall } from './runner.ts';

const bench = (answers: (() => Response | Promise<Response>)[], limits = {}) => {
  const clock = createTestClock();
  const reports: CallReport[] = [];
  let sent = 0;
  const budget = createBudget(limits, clock);
  const http = createHttp({
    clock,
    fetch: async () => {
      const answer = answers[sent] ?? (() => new Response('{}'));
      sent += 1;
      return answer();
    },
  });
  const runner = createRunner({
    http,
    budget,
    clock,
    random: () => 0.5,
    leftHeaders: ['x-credits-left'],
    onCall: (report) => reports.push(report),
  });
  const run = async (call: Partial<RunnerCall<unknown>>, request: Partial<HttpRequest> = {}) => {
    const result = runner
      .run({
        operation: 'things.do',
        retryClass: 'read',
        request: async () => ({ method: 'POST', url: 'https://vendor.example', ...request }),
        read: (response: HttpResponse) => {
          if (response.status === 429)
            throw new ClientError('throttled', 'slow', { retryable: true, retryAfterMs: response.retryAfterMs });
          return response.body;
        },
        ...call,
      })
      .catch((error: unknown) => error);
    await clock.drain();
    return result;
  };
  return { run, reports, sent: () => sent, clock, budget };
};

test('each try is reported, with what is left of both budgets', async () => {
  const slow = () => new Response('', { status: 429, headers: { 'retry-after': '2' } });
  const fine = () => new Response('{"id":1}', { headers: { 'x-credits-left': '74812', 'x-request-id': 'r-9' } });
  const { run, reports } = bench([slow, fine], { perMinute: 30, perDay: 100 });
  expect(await run({ weight: 3 })).toEqual({ id: 1 });
  expect(reports).toMatchObject([
    { operation: 'things.do', attempt: 1, status: 429, outcome: 'throttled', vendorLeft: null },
    {
      attempt: 2,
      status: 200,
      outcome: 'ok',
      requestId: 'r-9',
      vendorLeft: 74_812,
      budgetLeft: { concurrent: 9, minute: 28, day: 94 },
    },
  ]);
});

test('a vendor that asks to slow down slows every call of the budget', async () => {
  const { run, clock, budget } = bench([() => new Response('', { status: 429, headers: { 'retry-after': '2' } })]);
  const started = clock.now();
  const first = run({});
  await new Promise((resolve) => setImmediate(resolve));
  const second = budget.run(async () => clock.now() - started);
  await first;
  expect(await second).toBeGreaterThanOrEqual(2_000);
});

test('an unsafe call whose answer was lost is not sent again', async () => {
  const lost = () => Promise.reject(new TypeError('fetch failed', { cause: new Error('other side closed') }));
  const unsafe = bench([lost]);
  expect(await unsafe.run({ retryClass: 'unsafe' })).toMatchObject({ code: 'unavailable', isAmbiguous: true });
  expect(unsafe.sent()).toBe(1);
  const read = bench([lost]);
  expect(await read.run({ retryClass: 'read' })).toEqual({});
  expect(read.sent()).toBe(2);
});

test('a stream that has been read is not sent again, one that can be opened anew is', async () => {
  const chunks = async function* () {
    yield Buffer.from('x');
  };
  const slow = () => new Response('', { status: 429, headers: { 'retry-after': '1' } });
  const once = bench([slow]);
  const used = await once.run({}, { multipart: [{ name: 'file', fileName: 'a', content: chunks() }] });
  expect(used).toMatchObject({ code: 'throttled', retryable: false });
  expect(String(used)).toContain('as a function');
  const anew = bench([slow]);
  expect(await anew.run({}, { multipart: [{ name: 'file', fileName: 'a', content: chunks }] })).toEqual({});
});

test('a monitor that fails does not touch the call', async () => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  const runner = createRunner({
    http: createHttp({ fetch: async () => new Response('{}') }),
    budget: createBudget(),
    onCall: () => {
      throw new Error('the monitor is down');
    },
  });
  const call = {
    operation: 'x',
    retryClass: 'unsafe' as const,
    request: async () => ({ method: 'POST' as const, url: 'https://vendor.example' }),
    read: () => 'done',
  };
  expect(await runner.run(call)).toBe('done');
  expect((await warned).message).toBe('the monitor is down');
});
