import { AppError, type Json, type JsonObject } from '@baton/core';

export const idLengthMax = 200;
export const textLengthMax = 8_000;

/** The refusal of a delivery; it names the field and never its value. */
export function malformed(field: string, rule: string): AppError {
  return new AppError(
    'delivery-malformed',
    `The field "${field}" ${rule}. Compare the body with docs/contracts/salesiq.md.`,
    {
      details: { field },
    },
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one when it is absent or of another type. */
export function child(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isObject(value) ? value : {};
}

function scalar(value: Json | undefined, field: string, lengthMax: number): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') throw malformed(field, 'must be a string');
  const text = String(value);
  if (text.length > lengthMax) throw malformed(field, `must have at most ${lengthMax} characters`);
  if (text.includes('\u0000')) throw malformed(field, 'must not hold a NUL character');
  return text;
}

/** A short string or number as a string; absent, null and empty are null. */
export function optionalId(value: Json | undefined, field: string): string | null {
  return scalar(value, field, idLengthMax) || null;
}

export function requiredId(value: Json | undefined, field: string): string {
  const id = optionalId(value, field);
  if (id === null) throw malformed(field, 'is missing or empty');
  return id;
}

/** Free text; absent is null, empty stays empty. */
export function optionalText(value: Json | undefined, field: string): string | null {
  return scalar(value, field, textLengthMax);
}
