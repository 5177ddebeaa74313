import type { ParsedComponents } from 'chrono-node';
// The whole of the library reads the modules of all its languages at each start.
import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { type BusinessCalendar, findNextOpening, isOpenAt } from './business-calendar.ts';

/** `calendar` null: every hour is as good as any other. */
export type TimeReading = { locale: string; zone: string; calendar: BusinessCalendar | null; now: Date };

/** `isMoved`: nobody works at the time that was said, and this is the next one at which somebody does. */
export type ReadTime = { at: Date; isMoved: boolean };

/** Further ahead nothing is promised. */
const daysAheadMax = 60;
const dayMs = 86_400_000;
/** The hour of a day of which no hour was said, where there are no opening hours. */
const usualHour = 9;

/**
 * The instant that a customer means, by the clock of `zone`. An hour that is morning or afternoon is the one in which somebody works, and a
 * day without an hour is the first one of that day. Null when no time to come is said, or none within 60 days.
 */
export function readTime(said: string, reading: TimeReading): ReadTime | null {
  const { calendar, now } = reading;
  const meant = listMeant(said, reading).filter(
    (at) => at >= now && at.getTime() - now.getTime() < daysAheadMax * dayMs,
  );
  if (calendar === null) return meant[0] === undefined ? null : { at: meant[0], isMoved: false };
  const open = meant.find((at) => isOpenAt(calendar, at));
  if (open !== undefined) return { at: open, isMoved: false };
  const next = meant[0] === undefined ? null : findNextOpening(calendar, meant[0]);
  return next === null ? null : { at: next, isMoved: true };
}

/** Every instant that may be meant, the likeliest first. */
function listMeant(said: string, { locale, zone, calendar, now }: TimeReading): Date[] {
  const wall = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  // The library reckons by the clock on the wall; what the zone makes of it is found afterwards.
  const instant = new Date(wall.toZonedDateTime('UTC').epochMilliseconds);
  for (const language of locale === 'de' ? (['de', 'en'] as const) : (['en', 'de'] as const)) {
    const { casual } = language === 'de' ? de : en;
    const [found] = casual.parse(prepare(said, language), { instant, timezone: 0 }, { forwardDate: true });
    if (found === undefined) continue;
    const { start } = found;
    if (start.isCertain('millisecond')) return [new Date(now.getTime() + start.date().getTime() - instant.getTime())];
    if (start.isCertain('timezoneOffset')) return [start.date()];
    // An hour alone is put to the next day by the library as soon as its first meaning is over; the second may still come today.
    const isHourAlone = start.isCertain('hour') && !start.isCertain('day') && !start.isCertain('weekday');
    return (isHourAlone ? [-1, 0] : [0]).flatMap((days) =>
      listHours(start, said).map((hour) => toInstant(start, { zone, hour, days, calendar, now })),
    );
  }
  return [];
}

const partsOfDay =
  /\b(?:morning|noon|midday|afternoon|evening|night|tonight|früh|vormittags?|mittags?|nachmittags?|abends?)\b/i;

/** The hours that may be meant; null: that of the opening. */
function listHours(start: ParsedComponents, said: string): (number | null)[] {
  const hour = start.get('hour');
  const isPart = partsOfDay.test(said);
  if (hour === null || !(start.isCertain('hour') || isPart)) return [null];
  const isEither = start.isCertain('hour') && !start.isCertain('meridiem') && !isPart && hour > 0 && hour < 12;
  if (!isEither) return [hour];
  return hour < 7 ? [hour + 12, hour] : [hour, hour + 12];
}

type Place = { zone: string; hour: number | null; days: number; calendar: BusinessCalendar | null; now: Date };

function toInstant(start: ParsedComponents, { zone, hour, days, calendar, now }: Place): Date {
  const [year, month, day] = [start.get('year') ?? 1970, start.get('month') ?? 1, start.get('day') ?? 1];
  const minute = hour === null || !start.isCertain('hour') ? 0 : (start.get('minute') ?? 0);
  const at = (hours: number): Date => {
    const wall = Temporal.PlainDateTime.from({ year, month, day, hour: hours, minute }).add({ days });
    return new Date(wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds);
  };
  if (hour !== null) return at(hour);
  const begin = calendar === null ? at(usualHour) : (findNextOpening(calendar, at(0)) ?? at(usualHour));
  return begin < now && at(23) > now ? now : begin;
}

const germanNumbers = [
  'eins',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
];
const germanDays = '(montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|übermorgen)';

/** Ways of telling the time that the library does not know. */
function prepare(said: string, language: 'de' | 'en'): string {
  const text = said.toLowerCase();
  if (language === 'en') return text.replace(/\bhalf (\d{1,2})\b/g, '$1:30');
  return text
    .replace(new RegExp(`\\b${germanDays}\\s+(?:früh|morgen)(?!\\p{L})`, 'gu'), '$1 vormittag')
    .replace(/\bin einer halben stunde\b/g, 'in 30 minuten')
    .replace(/\bin einer (?:viertelstunde)\b/g, 'in 15 minuten')
    .replace(
      new RegExp(`\\b(?:um )?halb (${germanNumbers.join('|')}|\\d{1,2})(?!\\p{L})`, 'gu'),
      (_all, hour: string) => {
        const number = /^\d/.test(hour) ? Number(hour) : germanNumbers.indexOf(hour) + 1;
        return `um ${number === 1 ? 12 : number - 1}:30`;
      },
    )
    .replace(new RegExp(`\\bum (${germanNumbers.join('|')}|ein)(?: uhr)?(?!\\p{L})`, 'gu'), (_all, hour: string) => {
      const number = hour === 'ein' ? 1 : germanNumbers.indexOf(hour) + 1;
      return `um ${number}:00`;
    });
}
