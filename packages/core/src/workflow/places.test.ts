import { expect, it } from 'vitest';
import { z } from 'zod';
import { findPlaces } from './places.ts';
import { factsOf } from './step.ts';
import { slotToRead, target, text } from './step-kind.ts';

it('finds what is marked, however deep, and nothing else', () => {
  const find = findPlaces(
    z.strictObject({
      id: z.string(),
      next: target,
      otherwise: target.optional(),
      nothing: target.nullable(),
      cases: z.array(
        z.strictObject({ when: z.union([slotToRead, z.strictObject({ not: slotToRead })]), leadsTo: target }),
      ),
      lines: z.array(text),
    }),
  );
  const value = {
    id: 'a',
    next: 'b',
    nothing: null,
    cases: [
      { when: 'colour', leadsTo: 'c' },
      { when: { not: 'size' }, leadsTo: 'd' },
    ],
    lines: ['x', 'y'],
  };
  expect(find(value, 'target')).toEqual({ next: 'b', 'cases.0.leadsTo': 'c', 'cases.1.leadsTo': 'd' });
  expect(find(value, 'reads-slot')).toEqual({ 'cases.0.when': 'colour', 'cases.1.when.not': 'size' });
  expect(find(value, 'text')).toEqual({ 'lines.0': 'x', 'lines.1': 'y' });
  expect(find(value, 'sets-slot')).toEqual({});
});

it('is what the checks know of a step', () => {
  const option = { value: 'a', label: 'A', next: 'one' };
  expect(
    factsOf({ id: 'x', kind: 'choose', text: 'Which?', slot: 'which', options: [option, { ...option, next: 'two' }] }),
  ).toEqual({
    targets: { 'options.0.next': 'one', 'options.1.next': 'two' },
    texts: { text: 'Which?' },
    setsSlots: { slot: 'which' },
    readsSlots: {},
    waits: 'always',
    leadsToHuman: false,
  });
});
