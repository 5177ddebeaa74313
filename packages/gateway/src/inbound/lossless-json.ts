import type { Json } from '@baton/core';

/** JSON.parse rounds integers above 2^53; SalesIQ sends some ids that way (contract §4.2), so they become strings first. */
export function parseLosslessJson(text: string): Json {
  // A match is a whole string literal (kept as it is) or a number token outside of strings.
  const safe = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
  return JSON.parse(safe) as Json;
}
