import { AppError } from '../app-error.ts';
import type { Json, JsonObject } from '../json.ts';
import { isAddressList, isMailAddress } from './mail-address.ts';

/** Longest id, name, address or number that a request may hold, in UTF-16 units. */
const idLengthMax = 200;
/** Longest message that a request may hold, in UTF-16 units. */
const textLengthMax = 8_000;

/**
 * Reads the fields of an inbound body, so that whatever passes can be stored: ids are refused when the store could not keep them as they
 * are, texts are made well-formed. Every method throws AppError `delivery-malformed`, which names the field and never its value.
 */
export type FieldReader = {
  /** The refusal itself, for a rule of the shape's own. */
  malformed(field: string, rule: string): AppError;
  /** The JSON object that the bytes hold in UTF-8. `parse` throws on what is not JSON. */
  jsonObject(body: Uint8Array, parse: (text: string) => unknown): JsonObject;
  /** A short string or number as a string; absent, null and empty are null. */
  optionalId(value: Json | undefined, field: string): string | null;
  requiredId(value: Json | undefined, field: string): string;
  /** A name, an address or a number of a person: short and free; absent, null and empty are null. */
  optionalName(value: Json | undefined, field: string): string | null;
  /** One e-mail address. What is none counts as absent; several at once are refused, for a mail would go to all of them. */
  optionalEmail(value: Json | undefined, field: string): string | null;
  /** Free text; absent is null, empty stays empty. */
  optionalText(value: Json | undefined, field: string): string | null;
};

/** `document` is named in each refusal: where the shape is described, for example `docs/contracts/salesiq.md`. */
export function createFieldReader(document: string): FieldReader {
  const malformed = (field: string, rule: string): AppError =>
    new AppError('delivery-malformed', `The field "${field}" ${rule}. Compare the body with ${document}.`, {
      details: { field },
    });
  const scalar = (value: Json | undefined, field: string, lengthMax: number): string | null => {
    if (value === undefined || value === null) return null;
    if (typeof value !== 'string' && typeof value !== 'number') throw malformed(field, 'must be a string');
    const text = String(value);
    if (text.length > lengthMax) throw malformed(field, `must have at most ${lengthMax} characters`);
    if (text.includes('\u0000')) throw malformed(field, 'must not hold a NUL character');
    return text;
  };
  const optionalId = (value: Json | undefined, field: string): string | null => {
    const id = scalar(value, field, idLengthMax) || null;
    // Made well-formed, two different ids could become one.
    if (id?.isWellFormed() === false) throw malformed(field, 'must not hold half of a surrogate pair');
    return id;
  };
  return {
    malformed,
    jsonObject: (body, parse) => decode(body, parse, malformed),
    optionalId,
    requiredId: (value, field) => {
      const id = optionalId(value, field);
      if (id === null) throw malformed(field, 'is missing or empty');
      return id;
    },
    optionalName: (value, field) => scalar(value, field, idLengthMax)?.toWellFormed() || null,
    optionalEmail: (value, field) => {
      const written = scalar(value, field, idLengthMax)?.toWellFormed().trim() ?? '';
      if (isMailAddress(written)) return written;
      if (isAddressList(written))
        throw malformed(field, 'must be one e-mail address, without a name and no list of them');
      return null;
    },
    optionalText: (value, field) => scalar(value, field, textLengthMax)?.toWellFormed() ?? null,
  };
}

function decode(body: Uint8Array, parse: (text: string) => unknown, malformed: FieldReader['malformed']): JsonObject {
  let value: unknown;
  try {
    value = parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    // The parser's own message quotes the body, so only its class is kept.
    const reason = cause instanceof Error ? cause.name : 'unknown';
    throw new AppError('delivery-malformed', 'The body is not JSON in UTF-8. Send one JSON object.', {
      details: { field: 'body', reason },
    });
  }
  if (!isJsonObject(value)) throw malformed('body', 'must be a JSON object');
  return value;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key, or an empty one when it is absent or of another type. */
export function childObject(parent: JsonObject, key: string): JsonObject {
  const value = parent[key];
  return isJsonObject(value) ? value : {};
}
