import { zohoSettings } from '../../apps/cli/src/connection-settings.ts';
import { end, type Running, startBaton } from './processes.ts';

export type Row = Record<string, unknown>;
export type EmulatedVendors = Awaited<ReturnType<typeof startEmulators>>;

/** `baton emulate` as a process of its own, with its control routes. `snapshot`: the state it goes on from, credentials included. */
export async function startEmulators(environment: Record<string, string> = {}, snapshot?: object) {
  const running: Running = await startBaton({
    command: ['emulate', '--port', '0'],
    environment,
    ready: /ready emulators=(\S+)/,
  });
  const url = running.ready[0] ?? '';
  const control = async (path: string, body?: object): Promise<unknown> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/__emulator${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  if (snapshot !== undefined) await control('/restore', snapshot);
  const connection = (await control('/connection')) as Row;
  return {
    url,
    control,
    rows: async (collection: string): Promise<Row[]> => (await control(`/state/${collection}`)) as Row[],
    fault: (fault: object) => control('/faults', fault),
    clearFaults: () => control('/faults/clear', {}),
    operate: (body: object) => control('/salesiq/operator', body),
    /** Puts customers into the CRM through its own API, a hundred at most. `fields`: more of them, by address. */
    addCustomers: async (emails: string[], fields: Record<string, object> = {}): Promise<void> => {
      const form = {
        grant_type: 'refresh_token',
        client_id: String(connection['clientId']),
        client_secret: String(connection['clientSecret']),
        refresh_token: String(connection['userRefreshToken']),
      };
      const answer = await fetch(`${url}/oauth/v2/token`, { method: 'POST', body: new URLSearchParams(form) });
      const token = ((await answer.json()) as Row)['access_token'];
      const made = await fetch(`${url}/crm/v8/Contacts`, {
        method: 'POST',
        headers: { authorization: `Zoho-oauthtoken ${String(token)}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          data: emails.map((Email) => ({ Last_Name: 'Doe', First_Name: 'John', Email, ...fields[Email] })),
        }),
      });
      if (!made.ok) throw new Error(`the CRM answered ${made.status}: ${await made.text()}`);
    },
    /** Tells SalesIQ where the gateway is now. */
    pointTo: (gatewayUrl: string) => {
      const webhook = `${gatewayUrl}/webhook/salesiq`;
      return control('/salesiq/gateway', { zobotUrl: webhook, webhookUrl: webhook });
    },
    /** The settings that let `baton serve` run on these vendors. */
    settings: toSettings(url, connection),
    stop: () => end(running, 'SIGTERM'),
  };
}

export const flatSecret = 'the flat secret of the tests';
export const adminKey = 'the-admin-key-of-the-tests';

/** Settings with which a gateway runs on the vendors at this address. */
export const toSettings = (url: string, connection: Row): Record<string, string> => ({
  ...zohoSettings(url, connection),
  BATON_PORT: '0',
  BATON_FLAT_SECRET: flatSecret,
  BATON_ADMIN_KEY: adminKey,
  POINTS_OF_CONTACT: 'company.com=it-manager@company.com',
});
