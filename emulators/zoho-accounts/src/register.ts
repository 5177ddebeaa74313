import type { EmulatorHost } from '@baton/emulator-kit';
import { registerConsent } from './consent.ts';
import { registerControls } from './controls.ts';
import { type AccountsSeed, plantDemoClient } from './demo-client.ts';
import { registerRevoke } from './revoke.ts';
import { registerServerInfo } from './server-info.ts';
import { registerTokenEndpoint } from './token-endpoint.ts';
import { createTokenIssuer } from './token-issuer.ts';
import { openTokens } from './tokens.ts';

/** Zoho Accounts: consent, code, token, refresh, revoke (contract zoho-oauth). */
export function registerAccounts(host: EmulatorHost, { seed = null }: { seed?: AccountsSeed | null } = {}): void {
  plantDemoClient(host, openTokens(host), seed);
  registerConsent(host);
  registerTokenEndpoint(host);
  registerRevoke(host);
  registerServerInfo(host);
  registerControls(host);
  host.issueTokens(createTokenIssuer(host));
}
