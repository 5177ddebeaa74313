const secretNames =
  'access_token|refresh_token|id_token|client_secret|password|passwd|secret|api_key|apikey|hapikey|token|code|signature|authorization';

const rules: readonly [RegExp, string][] = [
  // Authorization values, wherever they stand.
  [/\b(zoho-oauthtoken|bearer|basic)\s+[^\s"',;]+/gi, '$1 ***'],
  // JSON members and query or form fields.
  [
    new RegExp(
      `(["']?\\b(?:${secretNames})\\b["']?\\s*[:=]\\s*)("(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s&"',;}\\]]+)`,
      'gi',
    ),
    '$1***',
  ],
  // Zoho's tokens look like 1000.<32 hex>.<32 hex>.
  [/\b\d{4}\.[0-9a-z]{16,}(?:\.[0-9a-z]{16,})*/gi, '***'],
  // User and password of an address.
  [/(\/\/)[^\s/@]+@/g, '$1***@'],
];

/**
 * The text without secrets: whatever stands in `known` (empty entries are ignored), Authorization values, the usual secret members
 * of JSON, forms and queries, and Zoho's tokens.
 */
export function redact(text: string, known: readonly string[] = []): string {
  const longestFirst = known.filter((secret) => secret !== '').sort((left, right) => right.length - left.length);
  const named = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return rules.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), named);
}

/** A cause that is safe to log: name, code and a redacted message, nothing else of the original. */
export function redactCause(error: unknown, known: readonly string[] = []): Error {
  const message = error instanceof Error ? error.message : String(error);
  const safe = new Error(redact(message, known));
  if (error instanceof Error) safe.name = error.name;
  const inner: unknown = error instanceof Error ? error.cause : undefined;
  if (inner !== undefined) safe.cause = redactCause(inner, known);
  return safe;
}
