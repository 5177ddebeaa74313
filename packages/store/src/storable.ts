import { createHash } from 'node:crypto';
import { type Json, type JsonObject, joinKey } from '@baton/core';
import type { Database, Queryable } from './database.ts';

/**
 * What the database takes. Texts come from people's keyboards and other people's programs; PostgreSQL refuses a NUL in any text, and half a
 * surrogate pair in JSON. A message must not fail, and hold up its chat, for a character that nobody can read: what cannot be stored
 * becomes the replacement character.
 */
export const toStorableText = (text: string): string => {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\u0000') ? wellFormed.replaceAll('\u0000', '\ufffd') : wellFormed;
};

/** An entry of an index has room for some 2,700 bytes, which it shares with the name of the organisation. */
const keyBytesMax = 2_000;

/** The same for a key or an id, where different ones must stay different: one that has to be changed ends with the hash of all of it. */
export function toStorableKey(key: string): string {
  const text = toStorableText(key);
  if (text === key && Buffer.byteLength(key) <= keyBytesMax) return key;
  const hash = createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex');
  return joinKey('sha256', toStorableText(key.slice(0, 100)), hash);
}

/** Deeper than anything of ours. The embedded engine never came back from 6,000 levels, a server refuses them. */
const levelsMax = 200;

/** The same for JSON, in which what is nested deeper than 200 levels becomes null. A value that is storable is returned as it is. */
export function toStorableJson(value: Json, level = 0): Json {
  if (typeof value === 'string') return toStorableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (level >= levelsMax) return null;
  return Array.isArray(value) ? toStorableList(value, level) : toStorableObject(value, level);
}

function toStorableList(list: Json[], level: number): Json[] {
  const items = list.map((item) => toStorableJson(item, level + 1));
  return items.every((item, index) => item === list[index]) ? list : items;
}

export function toStorableObject(object: JsonObject, level = 0): JsonObject {
  const names = Object.keys(object);
  const entries = Object.entries(object).map(([name, item]): [string, Json] => [
    toStorableText(name),
    toStorableJson(item, level + 1),
  ]);
  const isSame = entries.every(([name, item], index) => name === names[index] && item === object[name]);
  return isSame ? object : Object.fromEntries(entries);
}

/** JSON as the text of a parameter. */
export const toJsonText = (value: Json): string => JSON.stringify(toStorableJson(value));

/** The same database, in which every text of a parameter is storable. JSON has to be so before it becomes a text: see `toJsonText`. */
export function withStorableTexts(database: Database): Database {
  return {
    ...database,
    query: (sql, parameters = [], options) => database.query(sql, parameters.map(toStorableParameter), options),
    transaction: (work, options) => database.transaction((handle) => work(storable(handle)), options),
  };
}

const storable = (queryable: Queryable): Queryable => ({
  query: (sql, parameters = []) => queryable.query(sql, parameters.map(toStorableParameter)),
});

function toStorableParameter(parameter: unknown): unknown {
  if (typeof parameter === 'string') return toStorableText(parameter);
  return Array.isArray(parameter) ? parameter.map(toStorableParameter) : parameter;
}
