import {
  createHubSpotClient,
  createHubSpotMemoryStore,
  createHubSpotTokenSource,
  type HubSpotClient,
} from '@baton/client-hubspot';
import { createEmulator, type Emulator } from '@baton/emulators';
import { createHttp } from '@baton/http-kit';
import { connectInbox, type HubSpotPlace, type SetupState } from '../src/index.ts';

export type StartedHubSpot = {
  emulator: Emulator;
  url: string;
  client: HubSpotClient;
  place: HubSpotPlace;
  connection: Record<string, string>;
  /** The emulator's time. */
  now(): Date;
  /** Everything of one kind that the emulated account holds. */
  state(collection: string): Promise<Record<string, unknown>[]>;
  /** What an agent does, a fault, or another order to the emulator. */
  control(path: string, body: object): Promise<unknown>;
};

/** HubSpot's stand-in on a free port of this machine, with a channel that is connected to its first inbox. */
export async function startHubSpot({
  webhookUrl = 'https://baton.example/webhook/hubspot',
} = {}): Promise<StartedHubSpot> {
  const emulator = await createEmulator({
    seed: {
      hubspot: {
        contacts: [{ firstName: 'Dana', lastName: 'Visitor', email: 'dana@example.com', phone: '+12025550123' }],
      },
    },
  });
  const url = emulator.url;
  const connection = emulator.connection()['hubspot'] as Record<string, string>;
  const text = (name: string): string => connection[name] ?? '';
  const http = createHttp();
  const store = createHubSpotMemoryStore({
    refreshToken: text('refreshToken'),
    accessToken: '',
    expiresAt: new Date(0).toISOString(),
    lifeMs: 0,
    hubId: null,
  });
  const oauth = { http, clientId: text('clientId'), clientSecret: text('clientSecret'), oauthUrl: url };
  const client = createHubSpotClient({
    http,
    baseUrl: url,
    tokens: createHubSpotTokenSource({ ...oauth, store, now: () => new Date() }),
    developer: { key: text('developerKey'), appId: text('appId') },
    retry: { attemptsMax: 1 },
  });
  const control = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${url}/__emulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json().catch(() => null);
  };
  // The emulator's time, which the waits of the set-up have moved.
  let aheadMs = 0;
  const now = (): Date => new Date(Date.now() + aheadMs);
  let setup: SetupState = { registeringSince: null, channelId: null, place: null };
  const place = await connectInbox(
    {
      client,
      read: async () => setup,
      write: async (state) => {
        setup = state;
      },
      progress: () => undefined,
      now,
      wait: async (advanceMs) => {
        aheadMs += advanceMs;
        await control('clock', { advanceMs });
      },
    },
    { name: 'Baton', webhookUrl, inboxId: text('inboxId'), hasFiles: true },
  );
  return {
    emulator,
    url,
    client,
    place,
    connection,
    control,
    now,
    state: async (collection) => {
      const response = await fetch(`${url}/__emulator/state/hubspot/${collection}`);
      if (!response.ok) throw new Error(await response.text());
      return (await response.json()) as Record<string, unknown>[];
    },
  };
}
