import { describe, expect, it } from 'vitest';
import { type BusinessCalendar, businessCalendarSchema, findNextOpening, isOpenAt } from './business-calendar.ts';

const off = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

const berlin = (days: Partial<BusinessCalendar['days']>, holidays: string[] = []): BusinessCalendar => ({
  zone: 'Europe/Berlin',
  days: { ...off, ...days },
  holidays,
});
const nine = [hours(9, 12), hours(13, 17)];
const office = berlin({ monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: [hours(9, 15)] });

const next = (calendar: BusinessCalendar, at: string): string | null =>
  findNextOpening(calendar, new Date(at))?.toISOString() ?? null;

describe('opening hours', () => {
  it.each([
    ['the first minute of the morning', '2026-03-02T08:00:00Z', true],
    ['the second before it', '2026-03-02T07:59:59.999Z', false],
    ['the last second before lunch', '2026-03-02T10:59:59.999Z', true],
    ['lunch', '2026-03-02T11:00:00Z', false],
    ['the afternoon', '2026-03-02T12:00:00Z', true],
    ['the end of the day', '2026-03-02T16:00:00Z', false],
    ['a Friday afternoon', '2026-03-06T14:30:00Z', false],
    ['a Sunday', '2026-03-01T10:00:00Z', false],
    ['the same hour in summer, which is one earlier in UTC', '2026-07-06T07:00:00Z', true],
  ])('%s', (_when, at, isOpen) => {
    expect(isOpenAt(office, new Date(at))).toBe(isOpen);
  });

  it('go over midnight as two intervals, and do not close in between', () => {
    const night = berlin({ monday: [hours(22, 24)], tuesday: [hours(0, 6)] });
    for (const at of ['2026-03-02T21:00:00Z', '2026-03-02T22:59:59Z', '2026-03-02T23:00:00Z', '2026-03-03T04:59:00Z'])
      expect(isOpenAt(night, new Date(at))).toBe(true);
    expect(isOpenAt(night, new Date('2026-03-03T05:00:00Z'))).toBe(false);
    expect(isOpenAt(night, new Date('2026-03-03T22:00:00Z'))).toBe(false);
  });

  it('have none on a holiday, counted by the days of their own zone', () => {
    const calendar = berlin({ monday: [hours(0, 24)], tuesday: [hours(0, 24)] }, ['2026-03-03']);
    expect(isOpenAt(calendar, new Date('2026-03-02T22:59:59Z'))).toBe(true);
    expect(isOpenAt(calendar, new Date('2026-03-02T23:00:00Z'))).toBe(false);
  });
});

describe('the next opening', () => {
  it.each([
    ['is now while it is open', '2026-03-02T10:30:00Z', '2026-03-02T10:30:00.000Z'],
    ['is after lunch', '2026-03-02T11:10:00Z', '2026-03-02T12:00:00.000Z'],
    ['is the next morning', '2026-03-02T17:00:00Z', '2026-03-03T08:00:00.000Z'],
    ['is Monday after the weekend', '2026-03-06T20:00:00Z', '2026-03-09T08:00:00.000Z'],
    ['keeps to the wall clock over the change in spring', '2026-03-27T20:00:00Z', '2026-03-30T07:00:00.000Z'],
    ['keeps to the wall clock over the change in autumn', '2026-10-23T20:00:00Z', '2026-10-26T08:00:00.000Z'],
  ])('%s', (_what, at, opening) => {
    expect(next(office, at)).toBe(opening);
  });

  it('comes after holidays in a row', () => {
    const calendar = { ...office, holidays: ['2026-12-24', '2026-12-25', '2026-12-28'] };
    expect(next(calendar, '2026-12-23T18:00:00Z')).toBe('2026-12-29T08:00:00.000Z');
  });

  it('is never where no day has hours, or every one is a holiday', () => {
    expect(next(berlin({}), '2026-03-02T10:00:00Z')).toBeNull();
  });

  it('is far away where it opens on one day alone', () => {
    const holidays = Array.from({ length: 20 }, (_, week) =>
      new Date(Date.parse('2026-03-02T00:00:00Z') + week * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    expect(next(berlin({ monday: [hours(9, 10)] }, holidays), '2026-03-02T10:00:00Z')).toBe('2026-07-20T07:00:00.000Z');
  });
});

describe('when clocks go forward (29 March 2026, 02:00 becomes 03:00)', () => {
  it('an opening in the hour that is skipped is where it ends', () => {
    const calendar = berlin({ sunday: [{ from: 150, to: 240 }] });
    expect(next(calendar, '2026-03-29T00:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
    expect(isOpenAt(calendar, new Date('2026-03-29T01:59:00Z'))).toBe(true);
    expect(isOpenAt(calendar, new Date('2026-03-29T02:00:00Z'))).toBe(false);
  });

  it('hours that lie wholly in it do not come that day', () => {
    const calendar = berlin({ sunday: [{ from: 125, to: 170 }] });
    expect(next(calendar, '2026-03-29T00:00:00Z')).toBe('2026-04-05T00:05:00.000Z');
  });
});

describe('when clocks go back (25 October 2026, 03:00 becomes 02:00)', () => {
  it('hours in the hour that is repeated come twice', () => {
    const calendar = berlin({ sunday: [{ from: 150, to: 165 }] });
    expect(next(calendar, '2026-10-24T23:00:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(next(calendar, '2026-10-25T00:45:00Z')).toBe('2026-10-25T01:30:00.000Z');
    expect(next(calendar, '2026-10-25T01:45:00Z')).toBe('2026-11-01T01:30:00.000Z');
  });

  it('hours that ended in it are open again from its second beginning', () => {
    const calendar = berlin({ sunday: [{ from: 90, to: 135 }] });
    expect(isOpenAt(calendar, new Date('2026-10-25T00:20:00Z'))).toBe(false);
    expect(next(calendar, '2026-10-25T00:20:00Z')).toBe('2026-10-25T01:00:00.000Z');
  });
});

it('every minute of a week with both changes agrees with the clock on the wall', () => {
  const calendar = berlin({ saturday: [hours(22, 24)], sunday: [hours(0, 4)] });
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'long',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  for (const start of ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z'])
    for (let minute = 0; minute < 1_440; minute += 1) {
      const at = new Date(Date.parse(start) + minute * 60_000);
      const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
      const hour = Number(parts['hour']);
      const isOpen = parts['weekday'] === 'Saturday' ? hour >= 22 : parts['weekday'] === 'Sunday' && hour < 4;
      expect(isOpenAt(calendar, at)).toBe(isOpen);
    }
});

it('names no zone that there is not, and no interval that ends before it begins', () => {
  expect(businessCalendarSchema.safeParse({ ...office, zone: 'Europe/Bonn-Beuel' }).success).toBe(false);
  const days = { ...off, monday: [{ from: 600, to: 600 }] };
  expect(businessCalendarSchema.safeParse({ ...office, days }).success).toBe(false);
  expect(businessCalendarSchema.safeParse(office).success).toBe(true);
});
