import { z } from 'zod';
import { integer, text, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

const nameOf = /^[a-z][a-z0-9-]*$/;
const known = ['bot', 'integration', 'alias', 'webhook', 'desks'];
const wanted =
  'installations separated by semicolons, each a name with bot=…, integration=… and, if need be, alias=…, webhook=…, desks=salesiq+hubspot';

/** One installation of an integration in a bot, as it is written. */
type Written = {
  name: string;
  botId: string;
  integrationId: string;
  alias: string;
  webhookId: string | null;
  desks: string[] | null;
};

function readInstallation(entry: string): Written | null {
  const [name = '', ...pairs] = entry.trim().split(/\s+/);
  const values = new Map(pairs.map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]));
  const isSound = pairs.every((pair) => pair.includes('=')) && [...values.keys()].every((key) => known.includes(key));
  const botId = values.get('bot') ?? '';
  const integrationId = values.get('integration') ?? '';
  if (!isSound || !nameOf.test(name) || botId === '' || integrationId === '') return null;
  const desks = values.get('desks')?.split('+') ?? null;
  if (desks?.every((desk) => nameOf.test(desk)) === false) return null;
  // Nobody is asked after the last desk: a ticket is made there, whether it is named or not.
  const asked = desks?.filter((desk) => desk !== 'ticket') ?? null;
  return {
    name,
    botId,
    integrationId,
    alias: values.get('alias') ?? name,
    webhookId: values.get('webhook') ?? null,
    desks: asked,
  };
}

const installations = z.string().transform((written, context): Written[] => {
  const read = written
    .split(/[;\n]/)
    .filter((entry) => entry.trim() !== '')
    .map(readInstallation);
  const sound = read.filter((one) => one !== null);
  const names = new Set(sound.map(({ name }) => name));
  if (sound.length > 0 && sound.length === read.length && names.size === sound.length) return sound;
  context.issues.push({ code: 'custom', message: wanted, input: written });
  return z.NEVER;
});

/** One secret for all installations (under an empty name), or one for each by its name. */
const secrets = () =>
  z.string().transform((written, context): Map<string, string> => {
    const parts = written.split(',').map((part) => part.trim());
    const named = parts.map((part) => /^([a-z][a-z0-9-]*)=(.{8,})$/.exec(part));
    const pairs = named.flatMap((match) => (match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const]));
    if (pairs.length === parts.length) return new Map(pairs);
    if (parts.length === 1 && written.length >= 8 && new Set(written).size > 1) return new Map([['', written]]);
    const message = 'at least 8 characters that cannot be guessed, or a list such as desk=…, sales=…';
    context.issues.push({ code: 'custom', message, input: written });
    return z.NEVER;
  });

/** Only what an address begins with; each of them is an address that secrets could travel to. */
const origins = z.string().transform((written, context): string[] => {
  const read = written.split(',').map((part) => url.safeParse(part.trim()).data);
  const sound = read.flatMap((one) => (one !== undefined && new URL(one).origin === one ? [one] : []));
  if (sound.length === read.length) return sound;
  context.issues.push({ code: 'custom', message: 'origins such as https://files.example.com', input: written });
  return z.NEVER;
});

export const botpressSettings = vendor('Botpress (bots that hand over with the HITL plugin)', {
  BOTPRESS_INSTALLATIONS: setting(installations, {
    description:
      'Installations of the integration in bots: a name, which is the last part of its address /botpress/<name> (`default`: /botpress), with the ids that Botpress shows. `desks`: who is asked there instead of BATON_HANDOFF_CHAIN.',
    example: 'desk bot=7c1f0f5e-3c2a-4d57-9a30-0d8c5b1a2e11 integration=intver_01JD desks=salesiq',
  }),
  BOTPRESS_KEYS: setting(secrets(), {
    description:
      'The `gatewayKey` in the configuration of these installations: one for all, or one for each by its name.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
  BOTPRESS_TOKEN: setting(secrets(), {
    description: 'Integration Access Key for the runtime API: one for all, or one for each installation by its name.',
    isSecret: true,
    example: 'bp_iak_…',
  }),
  BOTPRESS_API_URL: setting(url.default('https://api.botpress.cloud'), {
    description: 'Address of the runtime API.',
    example: 'https://api.botpress.cloud',
  }),
  BOTPRESS_FILE_ORIGINS: setting(origins.default(['https://files.bpcontent.cloud']), {
    description:
      'Where the channels of the bots keep files of users, separated by commas. Files from there are brought to the desk; of any other the desk gets the address alone.',
    example: 'https://files.bpcontent.cloud,https://files.example.com',
  }),
  BOTPRESS_SENDER_NAME: setting(text.default('Support'), {
    description: 'Under which name users read what no operator says, such as the number of a ticket.',
    example: 'Support',
  }),
  BOTPRESS_HELD_MS: setting(integer(0, 60_000).default(2_000), {
    description: 'How long after its wish for a human a bot is told nothing, because its session is not active yet.',
    example: '2000',
  }),
});
