import { describe, expect, it } from 'vitest';
import { ControlError } from '../control-error.ts';
import { answerKinds, webhookKinds } from './fault.ts';
import { createFaults, type Faults } from './faults.ts';
import { readFaults } from './read-faults.ts';

const points = [
  { vendor: 'desk', operation: 'desk.tickets.create', kinds: answerKinds },
  { vendor: 'desk', operation: 'desk.webhook.deliver', kinds: webhookKinds },
  { vendor: 'mail', operation: 'mail.send', kinds: ['status', 'slow'] as const },
];
const at = { vendor: 'desk', operation: 'desk.tickets.create', kinds: answerKinds };

function refusal(value: unknown, isStrict = false): ControlError {
  try {
    readFaults(value, points, isStrict);
  } catch (error) {
    if (error instanceof ControlError) return error;
    throw error;
  }
  throw new Error('It was taken.');
}

/** Which of many occasions are struck, as a text of 0 and 1. */
function strikes(faults: Faults, count = 200): string {
  return Array.from({ length: count }, () => String(faults.take(at).length)).join('');
}

describe('choosing', () => {
  it('strikes as often as it was told, and forever with -1', () => {
    const faults = createFaults();
    for (const fault of readFaults([{ vendor: 'desk', kind: 'slow', times: 2 }], points)) faults.add(fault);
    expect(strikes(faults, 4)).toBe('1100');
    for (const fault of readFaults({ vendor: 'desk', kind: 'slow', times: -1 }, points)) faults.add(fault);
    expect(strikes(faults, 50)).toBe('1'.repeat(50));
    faults.clear();
    expect(strikes(faults, 3)).toBe('000');
  });

  it('takes faults of one kind one after the other, and faults of several kinds together', () => {
    const faults = createFaults();
    const list = [
      { vendor: 'desk', kind: 'status', status: 500 },
      { vendor: 'desk', kind: 'slow' },
      { vendor: 'desk', kind: 'status', status: 503 },
    ];
    for (const fault of readFaults(list, points)) faults.add(fault);
    expect(faults.take(at).map(({ kind, status }) => status ?? kind)).toEqual([500, 'slow']);
    expect(faults.take(at).map(({ status }) => status)).toEqual([503]);
    expect(faults.take(at)).toEqual([]);
  });

  it('chooses by chance, the same each time with the same seed', () => {
    const run = (fault: object): string => {
      const faults = createFaults();
      for (const one of readFaults({ vendor: 'desk', kind: 'status', ...fault }, points)) faults.add(one);
      return strikes(faults);
    };
    const first = run({ probability: 0.3, seed: 7 });
    expect(run({ probability: 0.3, seed: 7 })).toBe(first);
    expect(run({ probability: 0.3, seed: 8 })).not.toBe(first);
    const share = [...first].filter((one) => one === '1').length / first.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
    expect(run({ probability: 0 })).toBe('0'.repeat(200));
    expect(run({ probability: 1, times: 3 })).toBe(`111${'0'.repeat(197)}`);
  });

  it('tells a seed that nobody gave, so that a run can be repeated', () => {
    const faults = createFaults();
    for (const fault of readFaults({ vendor: 'desk', kind: 'status', probability: 0.5 }, points)) faults.add(fault);
    const first = strikes(faults);
    const again = createFaults();
    for (const fault of readFaults(faults.list(), points)) again.add(fault);
    expect(strikes(again)).toBe(first);
  });
});

describe('reading', () => {
  it('names the allowed values of an unknown vendor, operation and kind', () => {
    expect(refusal({ vendor: 'dask', kind: 'slow' })).toMatchObject({ status: 400, allowed: ['desk', 'mail'] });
    expect(refusal({ vendor: 'desk', operation: 'desk.x', kind: 'slow' }).allowed).toEqual([
      'desk.tickets.create',
      'desk.webhook.deliver',
    ]);
    expect(refusal({ vendor: 'desk', kind: 'explode' }).message).toContain('slow-loris');
    expect(refusal({ vendor: 'mail', kind: 'truncated-json' }).allowed).toEqual(['status', 'slow']);
    expect(refusal({ vendor: 'desk', operation: 'desk.webhook.deliver', kind: 'html-page' }).allowed).toContain(
      'webhook-loss',
    );
    expect(refusal({ vendor: 'desk', kind: 'rate-limit', retryAfter: 'later' }).allowed).toContain('http-date');
  });

  it('names the place in a list and the rule of a number', () => {
    const fine = { vendor: 'desk', kind: 'slow' };
    expect(refusal([fine, { ...fine, probability: 1.5 }]).message).toBe(
      '"[1].probability" must be a number from 0 to 1.',
    );
    expect(refusal([fine, 7]).message).toContain('[1].');
    expect(refusal({ ...fine, status: '500' }).message).toBe('"status" must be a number.');
  });

  it('refuses unknown members of a file only', () => {
    const fault = { vendor: 'desk', kind: 'slow', time: 3 };
    expect(readFaults(fault, points)).toEqual([{ vendor: 'desk', kind: 'slow', times: 1 }]);
    expect(refusal({ faults: [fault] }, true).message).toContain('"[0].time"');
  });
});
