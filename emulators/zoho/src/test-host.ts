import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { registerAccounts } from './accounts/register.ts';
import { registerCrm } from './crm/register.ts';
import { registerDesk } from './desk/register.ts';
import { registerSalesIq } from './salesiq/register.ts';

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

/** All vendors of this folder on one host, called in-process. */
export type TestHost = {
  host: EmulatorHost;
  call(call: Call): Promise<Answer>;
  /** What `GET /__emulator/state/…` shows. */
  rows(collection: string): Promise<Record<string, unknown>[]>;
  control(path: string, body?: object): Promise<Answer>;
  /** An access token with exactly these scopes. */
  tokenFor(scope: string): Promise<string>;
  /** An access token of the demo's user. */
  signIn(): Promise<string>;
  advance(ms: number): Promise<void>;
};

export async function startTestHost(): Promise<TestHost> {
  const host = await createEmulatorHost({ dataDir: null });
  registerAccounts(host);
  registerDesk(host);
  registerCrm(host);
  registerSalesIq(host);
  const call = (given: Call): Promise<Answer> => inject(host, given);
  const form = async (fields: Record<string, unknown>): Promise<string> => {
    const { clientId, clientSecret } = host.connection();
    const all = { client_id: clientId, client_secret: clientSecret, ...fields } as Record<string, string>;
    const answer = await call({ method: 'POST', path: '/oauth/v2/token', form: all });
    return String(Object(answer.body).access_token);
  };
  return {
    host,
    call,
    rows: async (collection) => {
      const { body } = await call({ path: `/__emulator/state/${collection}` });
      return Array.isArray(body) ? body : [];
    },
    control: (path, json = {}) => call({ method: 'POST', path: `/__emulator${path}`, json }),
    tokenFor: async (scope) => {
      // A client of its own, so that many tests of one minute do not throttle each other.
      const made = Object(
        (await call({ method: 'POST', path: '/__emulator/accounts/clients', json: {} })).body,
      ) as Record<'clientId' | 'clientSecret', string>;
      const { clientId: client_id, clientSecret: client_secret } = made;
      return form({ client_id, client_secret, grant_type: 'client_credentials', scope, soid: 'ZohoCRM.60040001234' });
    },
    signIn: () => form({ grant_type: 'refresh_token', refresh_token: host.connection()['userRefreshToken'] }),
    advance: (ms) => host.clock.advance(ms),
  };
}

async function inject(host: EmulatorHost, call: Call): Promise<Answer> {
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
