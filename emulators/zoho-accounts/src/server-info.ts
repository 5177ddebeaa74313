import type { EmulatorHost } from '@baton/emulator-kit';

/** The published accounts servers; cn runs separately and is absent (contract zoho-oauth §1). */
const locations = {
  us: 'https://accounts.zoho.com',
  eu: 'https://accounts.zoho.eu',
  in: 'https://accounts.zoho.in',
  au: 'https://accounts.zoho.com.au',
  jp: 'https://accounts.zoho.jp',
  ca: 'https://accounts.zohocloud.ca',
  sa: 'https://accounts.zoho.sa',
  uk: 'https://accounts.zoho.uk',
  sg: 'https://accounts.zoho.sg',
  ae: 'https://accounts.zoho.ae',
};

export function registerServerInfo(host: EmulatorHost): void {
  host.operation({
    vendor: 'accounts',
    name: 'accounts.serverinfo',
    method: 'GET',
    path: '/oauth/serverinfo',
    fidelity: 'documented',
    source: 'zoho-oauth.md §1',
    handle: () => ({ status: 200, body: { result: 'success', locations } }),
  });
}
