import { type BotpressClient, type BotpressInstallation, createBotpressClient } from '@baton/client-botpress';
import { registerBotpress } from '@baton/emulator-botpress';
import { createEmulatorHost, type EmulatorHost } from '@baton/emulator-kit';
import { createHttp } from '@baton/http-kit';

export type StartedBotpress = {
  host: EmulatorHost;
  url: string;
  token: string;
  installation: BotpressInstallation;
  client: BotpressClient;
  /** A client with another token or installation. */
  connect(changed: { token?: string; installation?: Partial<BotpressInstallation> }): BotpressClient;
  close(): Promise<void>;
};

const installation: BotpressInstallation = {
  botId: '7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11',
  integrationId: 'intver_01JD00000000000000000001',
  alias: 'desk',
};

/** Botpress' stand-in on a free port of this machine, with one installation that answers nowhere, and a client of it. */
export async function startBotpress(): Promise<StartedBotpress> {
  const host = await createEmulatorHost({ dataDir: null });
  registerBotpress(host);
  const url = await host.listen(0);
  const { accessToken: token } = host.connection()['botpress'] as { accessToken: string };
  host.collection('botpress', 'installations').insert({
    id: installation.alias,
    ...{ url: null, botUserId: 'user_01JD0000000000000000000B0T', webhookId: 'hook', configuration: {} },
    ...{ botId: installation.botId, integrationId: installation.integrationId },
  } as never);
  const connect: StartedBotpress['connect'] = (changed) =>
    createBotpressClient({
      http: createHttp({ timeoutMs: 2_000 }),
      baseUrl: url,
      token: changed.token ?? token,
      installation: { ...installation, ...changed.installation },
      retry: { baseMs: 1 },
    });
  return { host, url, token, installation, client: connect({}), connect, close: () => host.close() };
}
