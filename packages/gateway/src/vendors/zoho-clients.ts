import {
  type CrmClient,
  createCrmClient,
  createDeskClient,
  createSalesIqClient,
  type DataCentre,
  type DeskClient,
  findDataCentre,
  type SalesIqClient,
  type TokenSource,
} from '@baton/client-zoho';
import type { Http } from '@baton/http-kit';
import type { Configuration } from '../config/configuration.ts';
import { crmSettings } from '../config/groups/crm.ts';
import { deskSettings } from '../config/groups/desk.ts';
import { salesIqSettings } from '../config/groups/salesiq.ts';
import { zohoSettings } from '../config/groups/zoho.ts';

/** `organisation` is what SalesIQ's Visitor API wants. */
export type ZohoTokens = { user: TokenSource; organisation: TokenSource };

export const findHosts = (configuration: Configuration): DataCentre =>
  findDataCentre(configuration.require(zohoSettings).ZOHO_DATA_CENTER);

/** A token written into the settings is for Desk alone and goes before the account's. */
export function createDesk(configuration: Configuration, http: Http, tokens: () => TokenSource): DeskClient {
  const desk = configuration.require(deskSettings);
  return createDeskClient({
    http,
    baseUrl: desk.DESK_API_URL ?? `${findHosts(configuration).deskUrl}/api/v1`,
    tokens: desk.DESK_ACCESS_TOKEN === null ? tokens() : fixedToken(desk.DESK_ACCESS_TOKEN),
    organizationId: desk.DESK_ORGANIZATION_ID,
  });
}

/** Where Desk's public keys are. An address that was written into the settings is trusted as much as the table's. */
export function findDeskOrigin(configuration: Configuration): string {
  const { DESK_API_URL: url } = configuration.require(deskSettings);
  return url === null ? findHosts(configuration).deskUrl : new URL(url).origin;
}

export function createCrm(configuration: Configuration, http: Http, tokens: TokenSource): CrmClient {
  const baseUrl = configuration.require(crmSettings).CRM_API_URL ?? `${findHosts(configuration).apiUrl}/crm/v8`;
  return createCrmClient({ http, baseUrl, tokens });
}

/** Address of the portal's REST API. */
export const findSalesIqUrl = (configuration: Configuration): string =>
  configuration.require(salesIqSettings).SALESIQ_API_URL ?? findHosts(configuration).salesIqUrl ?? '';

export function createSalesIq(configuration: Configuration, http: Http, tokens: ZohoTokens): SalesIqClient {
  const settings = configuration.require(salesIqSettings);
  return createSalesIqClient({
    http,
    baseUrl: findSalesIqUrl(configuration),
    tokens: tokens.user,
    orgTokens: tokens.organisation,
    screenName: settings.SALESIQ_SCREEN_NAME,
  });
}

export const fixedToken = (accessToken: string): TokenSource => ({
  token: () => Promise.resolve(accessToken),
  invalidate: () => Promise.resolve(),
});
