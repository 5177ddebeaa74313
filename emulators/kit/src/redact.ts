const secretNames = /("(?:client_secret|refresh_token|access_token|code|secret)"\s*:\s*)"[^"]*"/g;
const secretFields = /((?:^|&)(?:client_secret|refresh_token|access_token|code|token)=)[^&]*/g;
const secretParts = /(name="(?:client_secret|refresh_token|access_token|code|token)"\r\n\r\n)[^\r]*/g;

/** A request body without credentials, as the journal keeps it. */
export const redactBody = (body: string): string =>
  body
    .replace(secretNames, '$1"[redacted]"')
    .replace(secretFields, '$1[redacted]')
    .replace(secretParts, '$1[redacted]');

/** Query parameters without credentials. */
export const redactQuery = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, secretParameters.has(name) ? '[redacted]' : value]),
  );

const secretParameters = new Set(['hapikey', 'client_secret', 'refresh_token', 'access_token', 'code', 'token']);
