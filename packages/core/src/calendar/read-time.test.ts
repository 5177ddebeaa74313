import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from './business-calendar.ts';
import { readTime } from './read-time.ts';

const day = [{ from: 540, to: 1_020 }];
const office: BusinessCalendar = {
  zone: 'Europe/Berlin',
  days: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  holidays: [],
};

/** Monday, 2 March 2026, 11:00 in Berlin. */
const monday = '2026-03-02T10:00:00Z';

function read(said: string, { locale = 'en', now = monday, calendar = office as BusinessCalendar | null } = {}) {
  const found = readTime(said, { locale, zone: 'Europe/Berlin', calendar, now: new Date(now) });
  return found === null ? null : `${found.at.toISOString().slice(0, 16)}${found.isMoved ? ' moved' : ''}`;
}

describe('what customers say', () => {
  it.each([
    ['tomorrow at 3', '2026-03-03T14:00'],
    ['tomorrow at 10', '2026-03-03T09:00'],
    ['tomorrow at 3pm please', '2026-03-03T14:00'],
    ['in two hours', '2026-03-02T12:00'],
    ['in half an hour', '2026-03-02T10:30'],
    ['monday morning', '2026-03-09T08:00 moved'],
    ['this afternoon', '2026-03-02T14:00'],
    ['tomorrow', '2026-03-03T08:00'],
    ['next tuesday at 4', '2026-03-10T15:00'],
    ['at 2', '2026-03-02T13:00'],
    ['tomorrow at 20:00', '2026-03-04T08:00 moved'],
    ['saturday at 11', '2026-03-09T08:00 moved'],
    ['today', '2026-03-02T10:00'],
  ])('%s', (said, at) => {
    expect(read(said)).toBe(at);
  });

  it.each([
    ['heute nachmittag', '2026-03-02T14:00'],
    ['morgen um 15 Uhr', '2026-03-03T14:00'],
    ['morgen um drei', '2026-03-03T14:00'],
    ['in zwei Stunden', '2026-03-02T12:00'],
    ['in einer halben Stunde', '2026-03-02T10:30'],
    ['Montag Vormittag', '2026-03-09T08:00'],
    ['Dienstag morgen', '2026-03-03T08:00'],
    ['morgen früh um 10', '2026-03-03T09:00'],
    ['übermorgen um halb drei', '2026-03-04T13:30'],
    ['tomorrow at 3', '2026-03-03T14:00'],
  ])('%s', (said, at) => {
    expect(read(said, { locale: 'de' })).toBe(at);
  });

  it.each(['asap', 'never', '', 'yesterday at 3', 'in three years', 'my printer is broken'])('no time: %j', (said) => {
    expect(read(said)).toBeNull();
  });
});

describe('when clocks change', () => {
  it('hours from now are hours, and times are times on the wall', () => {
    const now = '2026-03-28T23:30:00Z';
    expect(read('in two hours', { now, calendar: null })).toBe('2026-03-29T01:30');
    expect(read('tomorrow at 10:00', { now: '2026-03-28T10:00:00Z', calendar: null })).toBe('2026-03-29T08:00');
    expect(read('tomorrow at 10:00', { now: '2026-10-24T10:00:00Z', calendar: null })).toBe('2026-10-25T09:00');
  });

  it('a time that is skipped comes as much later', () => {
    expect(read('tomorrow at 02:30', { now: '2026-03-28T10:00:00Z', calendar: null })).toBe('2026-03-29T12:30');
    expect(read('tomorrow at 2:30 am', { now: '2026-03-28T10:00:00Z', calendar: null })).toBe('2026-03-29T01:30');
  });
});

it('without opening hours an hour is the likelier one, and a day begins at nine', () => {
  expect(read('tomorrow at 3', { calendar: null })).toBe('2026-03-03T14:00');
  expect(read('tomorrow at 9', { calendar: null })).toBe('2026-03-03T08:00');
  expect(read('tomorrow', { calendar: null })).toBe('2026-03-03T08:00');
});
