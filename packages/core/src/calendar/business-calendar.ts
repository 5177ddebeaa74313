import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Open from the first minute to before the last one, in minutes since midnight by the wall clock: 540 to 1 020 is 09:00 to 17:00. */
const interval = z
  .object({ from: z.int().min(0).max(1_439), to: z.int().min(1).max(1_440) })
  .refine(({ from, to }) => from < to, 'ends before it begins');

/** When people work. Every day of the week has its intervals, none when it is off; holidays (`2026-12-25`) have none at all. */
export const businessCalendarSchema = z.object({
  /** IANA name, for example `Europe/Berlin`. */
  zone: z.string().refine(isZone, 'is no time zone; an example is Europe/Berlin'),
  days: z.record(z.enum(weekdays), z.array(interval)),
  holidays: z.array(z.iso.date()),
});

export type BusinessCalendar = z.output<typeof businessCalendarSchema>;

/** After this many days without an opening nobody opens any more. */
const daysAheadMax = 400;

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** The wall clock decides: in the hour that autumn repeats it is open both times, and the hour that spring skips is not missed. */
export function isOpenAt(calendar: BusinessCalendar, at: Date): boolean {
  const wall = toWall(calendar, at);
  const minute = wall.hour * 60 + wall.minute;
  return intervalsOf(calendar, wall.toPlainDate()).some(({ from, to }) => from <= minute && minute < to);
}

/** The first instant from `at` on at which it is open; null when it opens no more within about a year. */
export function findNextOpening(calendar: BusinessCalendar, at: Date): Date | null {
  if (isOpenAt(calendar, at)) return at;
  let day = toWall(calendar, at).toPlainDate();
  for (let count = 0; count <= daysAheadMax; count += 1) {
    const openings = listBoundaries(calendar, day).filter((one) => one > at && isOpenAt(calendar, one));
    const [first] = openings.sort((left, right) => left.getTime() - right.getTime());
    if (first !== undefined) return first;
    day = day.add({ days: 1 });
  }
  return null;
}

const toWall = ({ zone }: BusinessCalendar, at: Date): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

function intervalsOf({ days, holidays }: BusinessCalendar, date: Temporal.PlainDate) {
  const weekday = weekdays[date.dayOfWeek - 1];
  return weekday === undefined || holidays.includes(date.toString()) ? [] : days[weekday];
}

/** Every instant of a day at which it may open: where an interval begins, both times where that is repeated, and where the clocks change. */
function listBoundaries(calendar: BusinessCalendar, date: Temporal.PlainDate): Date[] {
  const intervals = intervalsOf(calendar, date);
  if (intervals.length === 0) return [];
  const { zone } = calendar;
  const starts = intervals.flatMap(({ from }) => {
    const wall = date.toPlainDateTime({ hour: Math.floor(from / 60), minute: from % 60 });
    return (['earlier', 'later'] as const).map((disambiguation) => wall.toZonedDateTime(zone, { disambiguation }));
  });
  const change = date.toZonedDateTime(zone).getTimeZoneTransition('next');
  const changes = change?.toPlainDate().equals(date) === true ? [change] : [];
  return [...starts, ...changes].map(({ epochMilliseconds }) => new Date(epochMilliseconds));
}
