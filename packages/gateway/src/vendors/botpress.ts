import { randomUUID } from 'node:crypto';
import { createBotpressClient } from '@baton/client-botpress';
import {
  type BotpressInstallation,
  createBotpressChannel,
  createBotpressFiles,
  createBotpressInbound,
} from '@baton/integration-botpress';
import type { Configuration } from '../config/configuration.ts';
import { botpressSettings } from '../config/groups/botpress.ts';
import type { ConfigProblem } from '../config/problems.ts';
import type { Vendor, VendorTools } from './vendor.ts';

/** Bots of others that ask for humans. Each installation is an entry of one setting. */
export const botpress: Vendor = {
  name: 'botpress',
  groups: [botpressSettings],
  parts: [
    {
      kind: 'channel',
      name: 'botpress',
      needs: [botpressSettings],
      make: (configuration, tools) => {
        const settings = configuration.require(botpressSettings);
        return createBotpressChannel({
          installations: connect(configuration, tools),
          senderName: settings.BOTPRESS_SENDER_NAME,
          heldMs: settings.BOTPRESS_HELD_MS,
          files: createBotpressFiles({ http: tools.http, origins: settings.BOTPRESS_FILE_ORIGINS }),
        });
      },
    },
    {
      kind: 'inbound',
      name: 'botpress',
      needs: [botpressSettings],
      proofs: ['BOTPRESS_KEYS'],
      make: (configuration, tools) =>
        createBotpressInbound({
          installations: connect(configuration, tools),
          ids: { next: randomUUID },
          fileOrigins: configuration.require(botpressSettings).BOTPRESS_FILE_ORIGINS,
        }),
    },
  ],
  tryOut: null,
  check: findMissingSecrets,
};

/** For each try; what asks is itself waiting for our answer. */
const callTimeoutMs = 5_000;

function connect(configuration: Configuration, { http }: VendorTools): BotpressInstallation[] {
  const settings = configuration.require(botpressSettings);
  const { BOTPRESS_API_URL: baseUrl, BOTPRESS_KEYS: keys, BOTPRESS_TOKEN: tokens } = settings;
  return settings.BOTPRESS_INSTALLATIONS.map((written) => {
    const { name, botId, integrationId, alias } = written;
    const client = createBotpressClient({
      http: { send: (request) => http.send({ timeoutMs: callTimeoutMs, ...request }) },
      baseUrl,
      token: find(tokens, name) ?? '',
      installation: { botId, integrationId, alias },
    });
    return { ...written, key: find(keys, name) ?? '', client };
  });
}

const find = (secrets: ReadonlyMap<string, string>, name: string): string | undefined =>
  secrets.get(name) ?? secrets.get('');

function findMissingSecrets(configuration: Configuration): ConfigProblem[] {
  const settings = configuration.read(botpressSettings);
  if (settings === null) return [];
  return (['BOTPRESS_KEYS', 'BOTPRESS_TOKEN'] as const).flatMap((setting) =>
    settings.BOTPRESS_INSTALLATIONS.filter(({ name }) => find(settings[setting], name) === undefined).map(
      ({ name }) => ({
        name: setting,
        problem: `has nothing for the installation ${name}.`,
        fix: `Add ${name}=… to it.`,
      }),
    ),
  );
}
