import type { JsonObject } from '@baton/core';
import type { LogEvent } from '../troubleshooting/log-events.ts';

/** Fields hold ids, codes and numbers; never a body, a secret or a customer's text. */
export type Logger = {
  info(event: LogEvent, fields?: JsonObject): void;
  warn(event: LogEvent, fields?: JsonObject): void;
  error(event: LogEvent, fields?: JsonObject): void;
};

/** One JSON object per line; the time comes from `now` as an ISO string. */
export function createLogger(dependencies: { write: (line: string) => void; now: () => Date }): Logger {
  const at =
    (level: string) =>
    (event: LogEvent, fields: JsonObject = {}) =>
      dependencies.write(`${JSON.stringify({ ...fields, time: dependencies.now().toISOString(), level, event })}\n`);
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** What may be logged of an error: its class and code; a message could quote a customer. */
export function describeError(error: unknown): JsonObject {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { error: error.name, code };
}
