import { sharedSecret } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const flatSettings = vendor('Flat channel (plain JSON messages)', {
  BATON_FLAT_SECRET: setting(sharedSecret(8), {
    description: 'Secret that flat messages carry in x-baton-secret.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
});
