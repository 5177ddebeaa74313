import { verifySharedSecret } from '@baton/client-webhooks';
import { isJsonObject, type JsonObject, type RawRequest, type Verification } from '@baton/core';
import { parseJson } from '@baton/http-kit';
import { type BotpressInstallation, botpressName, readInstallationName } from './installation.ts';

/** Where the key is put in Botpress; it comes with every call, in the header of the configuration. */
const keyName = 'gatewayKey';

const refusal = (reason: string, advice: string): Verification => ({ ok: false, reason, advice });

/**
 * Nothing in the protocol proves who calls (contract botpress §4). Taken is who brings the key of the installation in its configuration, and
 * speaks for the bot and the integration that the settings name.
 */
export function verifyBotpress(
  installations: ReadonlyMap<string, BotpressInstallation>,
  { url, headers }: RawRequest,
): Verification {
  const installation = installations.get(readInstallationName(url) ?? '');
  if (installation === undefined)
    return refusal(
      'installation-unknown',
      'The address names no installation of BOTPRESS_INSTALLATIONS. Compare the last part of the address that Botpress calls with it.',
    );
  const key = readConfiguration(headers['x-bp-configuration'])[keyName];
  if (typeof key !== 'string')
    return refusal(
      'key-missing',
      `The configuration of the installation in Botpress holds no "${keyName}". Put the key of BOTPRESS_KEYS there and save it.`,
    );
  if (!verifySharedSecret({ given: key, expected: installation.key }))
    return refusal(
      'key-wrong',
      `The "${keyName}" in Botpress is not the key of BOTPRESS_KEYS. Compare both for blanks, quotes and the name of the installation.`,
    );
  const expected = {
    'x-bot-id': installation.botId,
    'x-integration-id': installation.integrationId,
    'x-integration-alias': installation.alias,
    ...(installation.webhookId === null ? {} : { 'x-webhook-id': installation.webhookId }),
  };
  const strange = Object.entries(expected).find(([name, value]) => headers[name] !== value);
  if (strange === undefined) return { ok: true, covers: botpressName };
  return refusal(
    'another-installation',
    `The header ${strange[0]} is not what BOTPRESS_INSTALLATIONS says of this installation. A new version of the integration has a new id; correct the setting if it was deployed again.`,
  );
}

function readConfiguration(header: string | readonly string[] | undefined): JsonObject {
  if (typeof header !== 'string') return {};
  try {
    const read: unknown = parseJson(Buffer.from(header, 'base64').toString('utf8'));
    return isJsonObject(read) ? read : {};
  } catch {
    return {};
  }
}
