import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { type Answer, type Call, inject } from '../../kit/testing/calls.ts';
import { registerAccounts } from '../src/index.ts';

/** Zoho Accounts and the products under test on one host, called in-process. */
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

export async function startTestHost(...products: ((host: EmulatorHost) => void)[]): Promise<TestHost> {
  const host = await createEmulatorHost({ dataDir: null });
  registerAccounts(host);
  for (const register of products) register(host);
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
