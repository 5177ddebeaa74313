import { host, integer, optional, port, sharedSecret, url } from '../readers.ts';
import { area, setting } from '../setting.ts';

export const serverSettings = area('Address and access', {
  BATON_HOST: setting(host.default('127.0.0.1'), {
    description: 'Address to listen on. `npm start` listens on 127.0.0.1 only.',
    example: '0.0.0.0',
  }),
  BATON_PORT: setting(port.default(8000), { description: 'Port to listen on; 0 takes a free one.', example: '8000' }),
  BATON_PUBLIC_URL: setting(optional(url), {
    description:
      'Address under which senders reach the gateway, when a proxy stands before it; some sign the address they write to. Default: what the Host header says, over http.',
    example: 'https://support.company.com',
  }),
  BATON_SOCKETS_PER_ADDRESS: setting(integer(1, 1_000_000).default(256), {
    description:
      'Connections that one address may hold. Of more, the one that has waited longest without a request is closed. Raise it for a proxy that opens more than that.',
    example: '1000',
  }),
  BATON_ADMIN_KEY: setting(optional(sharedSecret(24)), {
    description: 'Lets `baton dead-letters` in. Without it `serve` has no admin routes.',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
});
