import { readFile } from 'node:fs/promises';
import { AppError, type BusinessCalendar, type ChainSettings, isZone, plainChain, weekdays } from '@baton/core';
import { z } from 'zod';
import type { ConfigProblem } from './config/problems.ts';
import { type Place, readYaml } from './workflow-files/read-yaml.ts';

const settingName = 'BATON_HANDOFF_FILE';

/** `09:00-12:00, 13:00-17:00`, in minutes of the day. */
const intervals = z.string().transform((written, context) => {
  const read = written.split(',').map((part) => {
    const [, ...digits] = /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/.exec(part.trim()) ?? [];
    const [fromHour = Number.NaN, fromMinute = 0, toHour = Number.NaN, toMinute = 0] = digits.map(Number);
    return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  });
  const isSound = read.every(({ from, to }, index) => from < to && to <= 1_440 && from >= (read[index - 1]?.to ?? 0));
  if (isSound) return read;
  context.issues.push({
    code: 'custom',
    message:
      'is no list of hours in their order; write 09:00-12:00, 13:00-17:00 (24:00 is the end of the day; hours over midnight are two)',
    input: written,
  });
  return z.NEVER;
});

const calendar = z.strictObject({
  zone: z.string().refine(isZone, 'is no time zone; an example is Europe/Berlin'),
  hours: z.partialRecord(z.enum(weekdays), intervals),
  holidays: z.array(z.iso.date('is no date; write it as 2026-12-25')).default([]),
});

const wholeNumber = (least: number, most: number) => z.int().min(least).max(most);

const desk = z.strictObject({
  accept_seconds: wholeNumber(1, 86_400).optional(),
  calendar: z.string().optional(),
  chats_max: wholeNumber(1, 100_000).optional(),
  silent_minutes: wholeNumber(0, 1_440).optional(),
  breaker: z
    .strictObject({
      failures: wholeNumber(1, 50),
      within_minutes: wholeNumber(1, 1_440),
      rest_minutes: wholeNumber(1, 1_440),
    })
    .optional(),
});

const file = z.strictObject({
  calendars: z.record(z.string(), calendar).default({}),
  desks: z.record(z.string(), desk).default({}),
  callback: z.strictObject({ calendar: z.string().optional() }).optional(),
  reopen_within_minutes: wholeNumber(0, 10_080).default(plainChain.reopenMs / 60_000),
  queue_news_seconds: wholeNumber(0, 3_600).default(plainChain.queueNewsMs / 1_000),
});

type Problem = { place: Place | null; message: string };

/**
 * What the file says of desks and hours; null: nothing.
 * @throws AppError `configuration-invalid` naming file, place and what to write instead, for every problem
 */
export async function loadChain(path: string | null): Promise<ChainSettings> {
  if (path === null) return plainChain;
  const { chain, problems } = readChainFile(await readHandoffFile(path));
  if (problems.length === 0) return chain;
  throw new AppError('configuration-invalid', problems.map((problem) => tell(path, problem)).join('\n'));
}

/** What is wrong with the file, and with the desks it names; `desks`: those there are, null when that is not known yet. */
export async function checkChain(path: string | null, desks: readonly string[] | null): Promise<ConfigProblem[]> {
  if (path === null) return [];
  const fix = 'Correct the file, or leave it out; docs/guides/handoff.md tells what may stand in it.';
  try {
    const { chain, problems } = readChainFile(await readHandoffFile(path));
    const unknown = Object.keys(chain.steps).filter((name) => desks !== null && !desks.includes(name));
    const foreign = unknown.map((name) => ({ place: null, message: `desks.${name}: no such desk is configured` }));
    return [...problems, ...foreign].map((problem) => ({ name: settingName, problem: tell(path, problem), fix }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name: settingName, problem: error.message, fix }];
  }
}

function tell(path: string, { place, message }: Problem): string {
  return `${path}${place === null ? '' : `:${place.line}:${place.column}`} ${message}.`;
}

async function readHandoffFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const problem = `The file of desks, ${path}, cannot be read.`;
    throw new AppError('configuration-invalid', problem, { cause });
  }
}

function readChainFile(written: string): { chain: ChainSettings; problems: Problem[] } {
  const yaml = readYaml(written);
  if (yaml.type === 'refused')
    return { chain: plainChain, problems: [{ place: yaml.place, message: `is not YAML: ${yaml.message}` }] };
  const read = file.safeParse(yaml.content ?? {});
  if (!read.success)
    return {
      chain: plainChain,
      problems: read.error.issues.map(({ path, message }) => {
        const names = path.map((part) => (typeof part === 'number' ? part : String(part)));
        return { place: yaml.locate(names), message: `${names.join('.') || 'the file'}: ${message}` };
      }),
    };
  const { calendars, desks, callback, ...times } = read.data;
  const wishes = [
    ...Object.entries(desks).map(([name, { calendar: wanted }]) => ({ path: ['desks', name, 'calendar'], wanted })),
    { path: ['callback', 'calendar'], wanted: callback?.calendar },
  ];
  const problems = wishes.flatMap(({ path, wanted }) => {
    if (wanted === undefined || Object.hasOwn(calendars, wanted)) return [];
    const known = Object.keys(calendars).join(', ') || 'there is none';
    const message = `${path.join('.')}: there is no calendar ${wanted}; known: ${known}`;
    return [{ place: yaml.locate(path), message }];
  });
  const chain: ChainSettings = {
    callback: callback === undefined ? 'none' : 'on-request',
    callbackCalendar: callback?.calendar ?? null,
    calendars: mapValues(calendars, toCalendar),
    steps: mapValues(desks, toStep),
    reopenMs: times.reopen_within_minutes * 60_000,
    queueNewsMs: times.queue_news_seconds * 1_000,
  };
  return { chain, problems };
}

const mapValues = <From, To>(values: Record<string, From>, map: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

const toCalendar = ({ zone, hours, holidays }: z.output<typeof calendar>): BusinessCalendar => ({
  zone,
  holidays,
  days: {
    monday: hours.monday ?? [],
    tuesday: hours.tuesday ?? [],
    wednesday: hours.wednesday ?? [],
    thursday: hours.thursday ?? [],
    friday: hours.friday ?? [],
    saturday: hours.saturday ?? [],
    sunday: hours.sunday ?? [],
  },
});

const toStep = ({
  accept_seconds: seconds,
  breaker,
  ...step
}: z.output<typeof desk>): ChainSettings['steps'][string] => ({
  acceptMs: seconds === undefined ? null : seconds * 1_000,
  calendar: step.calendar ?? null,
  chatsMax: step.chats_max ?? null,
  silentMs: step.silent_minutes === undefined ? null : step.silent_minutes * 60_000,
  breaker:
    breaker === undefined
      ? null
      : {
          failures: breaker.failures,
          windowMs: breaker.within_minutes * 60_000,
          restMs: breaker.rest_minutes * 60_000,
        },
});
