import { AppError, type Json, type JsonObject } from '@baton/core';
import type { Row } from './database.ts';

/**
 * Decoders of single columns. What the database gives back is checked like everything that enters: a restored backup, a repair by hand or
 * another version may have written it.
 */
export const text = (row: Row, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : fail(name, 'a text');
};

export const optionalText = (row: Row, name: string): string | null => (isNull(row, name) ? null : text(row, name));

/** The server's driver gives numbers of 64 bits as texts, the embedded engine's as numbers or bigints. */
export const integer = (row: Row, name: string): number => {
  const value = row[name];
  const isWritten = typeof value === 'bigint' || (typeof value === 'string' && /^-?\d+$/.test(value));
  const number = isWritten ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : fail(name, 'an integer');
};

export const boolean = (row: Row, name: string): boolean => {
  const value = row[name];
  return typeof value === 'boolean' ? value : fail(name, 'true or false');
};

export const instant = (row: Row, name: string): Date => {
  const value = row[name];
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value : fail(name, 'an instant');
};

export const optionalInstant = (row: Row, name: string): Date | null => (isNull(row, name) ? null : instant(row, name));

export const optionalBytes = (row: Row, name: string): Uint8Array | null => {
  const value = row[name] ?? null;
  return value === null || value instanceof Uint8Array ? value : fail(name, 'bytes');
};

/** One of a few words. */
export const oneOf = <Word extends string>(row: Row, name: string, words: readonly Word[]): Word =>
  words.find((word) => word === row[name]) ?? fail(name, `one of ${words.join(', ')}`);

export const object = (row: Row, name: string): JsonObject => {
  const value = row[name];
  return isJsonObject(value) ? value : fail(name, 'a JSON object');
};

/** Any JSON value; SQL's null counts as JSON's. */
export const json = (row: Row, name: string): Json => {
  const value = row[name] ?? null;
  return isJson(value) ? value : fail(name, 'JSON');
};

export const texts = (row: Row, name: string): string[] => {
  const value = row[name];
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value
    : fail(name, 'a list of texts');
};

const isNull = (row: Row, name: string): boolean => row[name] === null || row[name] === undefined;

/** Both drivers parse jsonb with `JSON.parse`, so an object that is no class of its own holds JSON throughout. */
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isJson = (value: unknown): value is Json =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  Array.isArray(value) ||
  isJsonObject(value);

function fail(name: string, expected: string): never {
  throw new AppError(
    'internal',
    `The database holds something else than ${expected} in the column ${name}. Was it changed by hand, or restored from another version? Run the matching version, or restore a backup.`,
    { details: { column: name } },
  );
}
