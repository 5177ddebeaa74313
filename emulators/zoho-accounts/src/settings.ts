import type { EmulatorHost, Settings } from '@baton/emulator-kit';

export type AccountsSettings = {
  /** Zoho refuses with status 200 and an `error` member; `4xx` refuses as RFC 6749 says (contract zoho-oauth §9). */
  errorStyle: '200' | '4xx';
};

export const openAccountsSettings = (host: EmulatorHost): Settings<AccountsSettings> =>
  host.settings('accounts', { defaults: { errorStyle: '200' }, choices: { errorStyle: ['200', '4xx'] } });
