import { optional, sharedSecret, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const flatSettings = vendor('Flat channel (plain JSON messages)', {
  BATON_FLAT_SECRET: setting(sharedSecret(8), {
    description: 'Secret that flat messages carry in x-baton-secret.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
  BATON_FLAT_PUSH_URL: setting(optional(url), {
    description:
      'Where words for the flat channel are brought when nobody is asking. Without it they wait for the next request of their chat.',
    example: 'https://app.company.com/baton-messages',
  }),
  BATON_FLAT_PUSH_SECRET: setting(optional(sharedSecret(8)), {
    description: 'What they are signed with (x-baton-signature). Default: BATON_FLAT_SECRET.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
});
