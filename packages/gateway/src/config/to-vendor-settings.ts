import type { VendorSettings } from '../connect-vendors.ts';
import type { dataCentres, SettingValues } from './settings.ts';

type DataCentre = (typeof dataCentres)[number];

/** Top-level domains per data centre (contract zoho-oauth §1); `ca` has its own on two of three hosts. */
const domains: Record<DataCentre, string> = {
  us: 'zoho.com',
  eu: 'zoho.eu',
  in: 'zoho.in',
  au: 'zoho.com.au',
  jp: 'zoho.jp',
  cn: 'zoho.com.cn',
  ca: 'zohocloud.ca',
  sa: 'zoho.sa',
  uk: 'zoho.uk',
  sg: 'zoho.sg',
  ae: 'zoho.ae',
};

/** Where the vendors are and what opens them. */
export function toVendorSettings(values: SettingValues): VendorSettings {
  const domain = domains[values.ZOHO_DATA_CENTER];
  const apiDomain = values.ZOHO_DATA_CENTER === 'ca' ? 'zohoapis.ca' : domain.replace('zoho.', 'zohoapis.');
  return {
    accountsUrl: values.ZOHO_ACCOUNTS_URL ?? `https://accounts.${domain}`,
    clientId: values.ZOHO_CLIENT_ID,
    clientSecret: values.ZOHO_CLIENT_SECRET,
    userRefreshToken: values.ZOHO_REFRESH_TOKEN,
    orgRefreshToken: values.ZOHO_ORG_REFRESH_TOKEN,
    desk: {
      url: values.DESK_API_URL ?? `https://desk.${domain}/api/v1`,
      organizationId: values.DESK_ORGANIZATION_ID,
      accessToken: values.DESK_ACCESS_TOKEN,
      departments: { ticket: values.DESK_DEPARTMENT, callback: values.DESK_CALLBACK_DEPARTMENT },
    },
    crm: { url: values.CRM_API_URL ?? `https://www.${apiDomain}/crm/v8` },
    salesiq: {
      url: values.SALESIQ_API_URL ?? `https://salesiq.${domain}`,
      screenName: values.SALESIQ_SCREEN_NAME,
      appId: values.SALESIQ_APP_ID,
      departmentId: values.SALESIQ_DEPARTMENT_ID,
    },
    smtp: {
      host: values.SMTP_HOST,
      port: values.SMTP_PORT,
      isSecure: values.SMTP_SECURE,
      user: values.SMTP_USER,
      password: values.SMTP_PASSWORD,
      from: values.MAIL_FROM,
    },
  };
}
