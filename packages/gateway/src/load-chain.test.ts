import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainChain } from '@baton/core';
import { afterAll, describe, expect, it } from 'vitest';
import { loadChain } from './load-chain.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-chain-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(content: string) {
  const path = join(folder, 'handoff.yaml');
  writeFileSync(path, content);
  return loadChain(path);
}

const calendars = `calendars:
  office:
    zone: Europe/Berlin
    hours:
      monday: 09:00-12:00, 13:00-17:00
    holidays: [2026-12-25]
`;

describe('the file of desks', () => {
  it('says hours, time, capacity and breaker of a desk', async () => {
    const chain = await load(`${calendars}desks:
  salesiq:
    accept_seconds: 45
    calendar: office
    chats_max: 5
    breaker: { failures: 3, within_minutes: 5, rest_minutes: 10 }
reopen_within_minutes: 15
`);
    const breaker = { failures: 3, windowMs: 300_000, restMs: 600_000 };
    expect(chain.steps).toEqual({
      salesiq: { acceptMs: 45_000, calendar: 'office', chatsMax: 5, breaker, silentMs: null },
    });
    expect(chain.calendars['office']).toMatchObject({ zone: 'Europe/Berlin', holidays: ['2026-12-25'] });
    expect(chain.calendars['office']?.days.monday).toEqual([
      { from: 540, to: 720 },
      { from: 780, to: 1_020 },
    ]);
    expect(chain.calendars['office']?.days.sunday).toEqual([]);
    expect(chain.reopenMs).toBe(900_000);
  });

  it('changes nothing when it is empty, or not there', async () => {
    expect(await load('')).toEqual(plainChain);
    expect(await loadChain(null)).toEqual(plainChain);
  });

  it.each([
    ['another time zone', 'calendars: { a: { zone: Europe/Bonn-Beuel, hours: {} } }', /:1:.*a\.zone: is no time zone/],
    [
      'hours that end first',
      'calendars: { a: { zone: UTC, hours: { monday: 17:00-09:00 } } }',
      /hours\.monday: is no list/,
    ],
    ['hours out of order', 'calendars: { a: { zone: UTC, hours: { monday: "13:00-17:00, 09:00-14:00" } } }', /monday/],
    ['an hour after the last', 'calendars: { a: { zone: UTC, hours: { monday: 09:00-25:00 } } }', /24:00 is the end/],
    ['a day that is none', 'calendars: { a: { zone: UTC, hours: { mon: 09:00-17:00 } } }', /a\.hours/],
    ['a date that is none', 'calendars: { a: { zone: UTC, hours: {}, holidays: [2026-02-30] } }', /write it as/],
    [
      'a calendar that is not there',
      `${calendars}desks: { salesiq: { calendar: ofice } }`,
      /no calendar ofice; known: office/,
    ],
    ['a word that is not known', 'desks: { salesiq: { acept_seconds: 5 } }', /acept_seconds/],
    ['no YAML', 'desks: [', /is not YAML/],
  ])('is refused with %s, and says where', async (_what, content, message) => {
    await expect(load(content)).rejects.toThrow(message);
  });
});
