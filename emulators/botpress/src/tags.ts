import type { EmulatorReply } from '@baton/emulator-kit';
import { definition, type TaggedThing, tagCharactersMax } from './definition.ts';
import { type Fields, fieldsOf, invalid } from './replies.ts';

type Tags = Record<string, string>;
type Checked = { ok: true; tags: Tags } | { ok: false; reply: EmulatorReply };

/** Tags as they may be written: declared, and texts of at most 500 characters (contract botpress §5). */
export function readTags(thing: TaggedThing, value: unknown): Checked {
  const tags: Tags = {};
  for (const [name, given] of Object.entries(fieldsOf(value))) {
    if (!isDeclared(thing, name)) return bad(`tag "${name}" is not declared for a ${thing}`);
    if (typeof given !== 'string' || given.length > tagCharactersMax)
      return bad(`tag "${name}" must be a text of at most ${tagCharactersMax} characters`);
    tags[name] = given;
  }
  return { ok: true, tags };
}

const bad = (message: string): Checked => ({ ok: false, reply: invalid(message) });

const isDeclared = (thing: TaggedThing, name: string): boolean =>
  definition.tags[thing].some((declared) => declared === name);

/** Merged; an empty text takes a tag away. */
export const mergeTags = (present: Tags, changed: Tags): Tags =>
  Object.fromEntries(Object.entries({ ...present, ...changed }).filter(([, value]) => value !== ''));

type Matching = { tags: Tags; discriminateByTags: unknown; rule: string };

/** What exists already: by the discriminating tags alone, or else by the rule that is switched on. */
export function findByTags<T extends { tags: Tags }>(
  rows: T[],
  { tags, discriminateByTags, rule }: Matching,
): T | undefined {
  const names = Array.isArray(discriminateByTags) ? discriminateByTags.map(String) : null;
  const wanted = names === null ? tags : Object.fromEntries(names.map((name) => [name, tags[name] ?? '']));
  return rows.find((row) => {
    const isContained = Object.entries(wanted).every(([name, value]) => row.tags[name] === value);
    const isWhole = Object.keys(row.tags).length === Object.keys(wanted).length;
    return isContained && (names !== null || rule === 'contains' || isWhole);
  });
}

/** `tags[id]=…` of a query. */
export function queriedTags(query: Record<string, string>): Fields {
  const found = Object.entries(query).flatMap(([key, value]) => {
    const [, name] = /^tags\[(.+)\]$/.exec(key) ?? [];
    return name === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}
