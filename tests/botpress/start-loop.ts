import { fileURLToPath } from 'node:url';
import { createEmulator } from '@baton/emulators';
import {
  createGateway,
  createHubSpotSetup,
  createLogger,
  createVendorTools,
  parseConfig,
  refuse,
} from '@baton/gateway';
import { createMemoryStore } from '@baton/testkit';
import { botpressInstallations, hubSpotAccount, zohoSettings } from '../../apps/cli/src/connection-settings.ts';

export type Row = Record<string, unknown>;
export type Chat = {
  id: string;
  isActive: boolean;
  downstreamId: string | null;
  humanAgentName: string | null;
  endReason: string | null;
  lines: { from: string; agentName: string | null; payload: { text?: string } }[];
};

export const gatewayKey = 'the key of the gateway in Botpress';

/** A bot with the plugin, the gateway and the desks, all in this process: customer → Botpress → Baton → desk, and back. */
export async function startLoop(settings: Record<string, string> = {}, switches: Record<string, number> = {}) {
  const emulator = await createEmulator({
    settings: { 'botpress.activateAfterMs': 20, 'hubspot.channelVisibilityMs': 0, ...switches },
  });
  const log: string[] = [];
  const logger = createLogger({ write: (line) => log.push(line), now: () => new Date() });
  const configure = (more: Record<string, string>) => {
    const written = { ...toSettings(emulator.url, emulator.connection()), ...settings, ...more };
    const { configuration, problems } = parseConfig({ command: 'serve', environment: written });
    refuse(problems, 'serve');
    return configuration;
  };
  const store = createMemoryStore();
  const parts = { store, logger, keys: { current: Buffer.alloc(32, 7), previous: null, source: 'test' } };
  const gateway = await createGateway({
    ...{ ...parts, configuration: configure({}), reach: () => undefined },
    workflowsDir: fileURLToPath(new URL('../../workflows', import.meta.url)),
  });
  const url = await gateway.listen({ host: '127.0.0.1', port: 0 });
  await emulator.configureGateway({ zobotUrl: `${url}/webhook/salesiq`, webhookUrl: `${url}/webhook/salesiq` });
  const control = async (path: string, body?: object): Promise<Row> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${emulator.url}/__emulator${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Row;
  };
  await control('/hubspot/app-webhooks', { targetUrl: `${url}/webhook/hubspot` });
  // HubSpot signs the address that it calls.
  const published = configure({ BATON_PUBLIC_URL: url });
  await createHubSpotSetup(published, createVendorTools(published, parts)).connect({
    inboxId: String((emulator.connection()['hubspot'] as Row)['inboxId']),
    progress: () => undefined,
    wait: (ms) => control('/clock', { advanceMs: ms }).then(() => undefined),
  });
  const install = (alias: string, key = gatewayKey) =>
    control('/botpress/installation', { alias, url: `${url}/botpress/${alias}`, configuration: { gatewayKey: key } });
  const rows = async (collection: string): Promise<Row[]> =>
    (await control(`/state/${collection}`)) as unknown as Row[];
  const look = async (chat: string): Promise<Chat> => (await control(`/botpress/chat/${chat}`)) as unknown as Chat;
  return {
    emulator,
    store,
    url,
    log,
    control,
    install,
    rows,
    look,
    /** A new customer, who has said something to the bot already. */
    open: async (person: { alias?: string; name?: string; email?: string; history?: object[] } = {}): Promise<string> =>
      String((await control('/botpress/chat', { history: [{ from: 'user', text: 'Help' }], ...person }))['chat']),
    start: (chat: string, options: object = {}) => control('/botpress/start', { chat, ...options }),
    say: (chat: string, text: string) => control('/botpress/say', { chat, text }),
    operate: (body: object) => control('/salesiq/operator', body),
    /** The chat at the desk whose messages hold this. */
    findAtDesk: async (text: string): Promise<string> =>
      until(`"${text}" at the desk`, async () => {
        const found = (await rows('salesiq/messages')).find((row) => JSON.stringify(row).includes(text));
        return found === undefined ? undefined : String(found['conversation_id'] ?? found['conversationId']);
      }),
    heard: async (chat: string, text: string): Promise<Chat> =>
      until(`"${text}" in the chat`, async () => {
        const found = await look(chat);
        return found.lines.some(({ payload }) => payload.text?.includes(text)) ? found : undefined;
      }),
    ended: async (chat: string): Promise<Chat> =>
      until('the end of the session', async () => {
        const found = await look(chat);
        return found.isActive ? undefined : found;
      }),
    stop: async (): Promise<void> => {
      await gateway.close();
      await emulator.close();
      await store.close();
    },
  };
}

export type Loop = Awaited<ReturnType<typeof startLoop>>;

/** @throws Error when it does not happen within 20 s */
export async function until<Value>(what: string, look: () => Promise<Value | undefined>): Promise<Value> {
  const end = Date.now() + 20_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not happen within 20 s`);
}

/** Installations of the bot, with whom each asks. */
const desks = { desk: 'salesiq+ticket', sales: 'ticket', inbox: 'hubspot+ticket' };

const toSettings = (url: string, connection: Row): Record<string, string> => ({
  ...zohoSettings(url, connection),
  ...hubSpotAccount(url, connection),
  ...botpressInstallations(url, connection, { desks, gatewayKey }),
  BATON_PORT: '0',
  BOTPRESS_HELD_MS: '300',
});
