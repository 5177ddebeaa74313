import type { EmulatorHost } from '../src/index.ts';

export type Answer = { status: number; headers: Record<string, unknown>; body: unknown };
export type Call = {
  method?: string;
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  form?: Record<string, string>;
  /** Sent as it is; needs a content type among the headers. */
  raw?: string;
  /** Sent as the vendor wants it. */
  token?: string;
};

/** Calls the host in-process. */
export async function inject(host: EmulatorHost, call: Call): Promise<Answer> {
  const { method = 'GET', path, query = {}, headers = {}, json, form, raw, token } = call;
  const payload = raw ?? (json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json));
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await host.app.inject({
    method: method as 'GET',
    url: path,
    query,
    headers: {
      host: 'localhost:4000',
      ...(payload === undefined ? {} : { 'content-type': type }),
      ...(token === undefined ? {} : { authorization: `Zoho-oauthtoken ${token}` }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, headers: response.headers, body: readBody(response.body) };
}

function readBody(text: string): unknown {
  if (text === '') return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return text;
  }
}
