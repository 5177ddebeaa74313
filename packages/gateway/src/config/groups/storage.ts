import { defaultOrganisation } from '@baton/core';
import { databaseUrl, flag, matching, optional, secretKeys, text } from '../readers.ts';
import { area, setting } from '../setting.ts';

export const storageSettings = area('Storage', {
  BATON_DATA_DIR: setting(text.default('./data'), {
    description: 'Folder of the embedded store and of the generated key.',
    example: '/var/lib/baton',
  }),
  BATON_ORGANISATION: setting(
    matching(/^[a-z][a-z0-9-]{0,62}$/, 'small letters, digits and dashes, beginning with a letter').default(
      defaultOrganisation,
    ),
    {
      description: 'Name that everything is kept under. Choose it once: what is kept under another name is not found.',
      example: 'acme',
    },
  ),
  DATABASE_URL: setting(optional(databaseUrl), {
    description: 'PostgreSQL 15 or later; without it the embedded store is used. Several nodes may share one.',
    isSecret: true,
    example: 'postgres://baton:secret@db.internal/baton',
  }),
  BATON_TURNS_IN_ONE_COMMIT: setting(flag.default(true), {
    description:
      "Whether a customer's request is stored, processed and answered in one commit when nothing comes before it, and what waits in a chat together. Off, every request is stored first and then processed by itself: slower, and the same otherwise.",
    example: 'false',
  }),
  BATON_SECRET_KEY: setting(secretKeys.default([]), {
    description:
      'Key that encrypts stored requests and tokens; the same on every node. `serve` needs it with DATABASE_URL, else it is generated. While keys are changed (`baton rotate-key`) the one before stands second, after a comma.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
});
