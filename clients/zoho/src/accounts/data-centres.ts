import { ClientError } from '@baton/http-kit';

export type DataCentreCode = 'us' | 'eu' | 'in' | 'au' | 'jp' | 'cn' | 'ca' | 'sa' | 'uk' | 'sg' | 'ae';

/** The hosts of one data centre. Null where no source names one: set the address yourself there. */
export type DataCentre = {
  code: DataCentreCode;
  accountsUrl: string;
  /** Of CRM and most other products. */
  apiUrl: string;
  deskUrl: string;
  salesIqUrl: string | null;
  consoleUrl: string;
};

type Row = { accounts?: string; desk?: string; salesIq?: string | null; console?: string };

/** Hosts by pattern; the rows name what departs from it (contract zoho-oauth §1, salesiq §1.1). */
function dataCentre(code: DataCentreCode, tld: string, row: Row = {}): DataCentre {
  const host = (product: string, domain: string): string => `https://${product}.${domain}`;
  return {
    code,
    accountsUrl: host('accounts', row.accounts ?? `zoho.${tld}`),
    apiUrl: `https://www.zohoapis.${tld}`,
    deskUrl: host('desk', row.desk ?? `zoho.${tld}`),
    salesIqUrl: row.salesIq === null ? null : host('salesiq', row.salesIq ?? `zoho.${tld}`),
    consoleUrl: host('api-console', row.console ?? `zoho.${tld}`),
  };
}

const zohoCloud = 'zohocloud.ca';

/** Every data centre (contract zoho-oauth §1). SalesIQ names no host for uk, sg and ae. */
export const dataCentres: readonly DataCentre[] = [
  dataCentre('us', 'com'),
  dataCentre('eu', 'eu'),
  dataCentre('in', 'in'),
  dataCentre('au', 'com.au'),
  dataCentre('jp', 'jp'),
  dataCentre('cn', 'com.cn'),
  dataCentre('ca', 'ca', { accounts: zohoCloud, desk: zohoCloud, salesIq: zohoCloud, console: zohoCloud }),
  dataCentre('sa', 'sa'),
  dataCentre('uk', 'uk', { salesIq: null }),
  dataCentre('sg', 'sg', { salesIq: null }),
  dataCentre('ae', 'ae', { salesIq: null }),
];

/**
 * The data centre of this code, or of the accounts server of exactly this origin.
 * @throws ClientError `misconfigured` for anything that is not in the table
 * @example findDataCentre('in').deskUrl // https://desk.zoho.in
 */
export function findDataCentre(codeOrAccountsUrl: string): DataCentre {
  const found = dataCentres.find(
    ({ code, accountsUrl }) => code === codeOrAccountsUrl || accountsUrl === withoutSlash(codeOrAccountsUrl),
  );
  if (found !== undefined) return found;
  throw new ClientError('misconfigured', 'This is none of the data centres of Zoho.', {
    retryable: false,
    fix: `Name one of ${dataCentres.map(({ code }) => code).join(', ')}.`,
  });
}

/**
 * Refuses every address to which the client secret must not be sent: only accounts servers of the table, addresses of this machine
 * (for the emulator) and those named in `trusted` pass (contract zoho-oauth §1, security rule).
 * @throws ClientError `misconfigured`
 */
export function checkAccountsUrl(url: string, trusted: readonly string[] = []): string {
  const plain = withoutSlash(url);
  const isKnown = dataCentres.some(({ accountsUrl }) => accountsUrl === plain);
  if (isKnown || trusted.some((other) => withoutSlash(other) === plain) || isLoopback(plain)) return plain;
  throw new ClientError(
    'misconfigured',
    'The client secret is not sent to an address that is no accounts server of Zoho.',
    {
      retryable: false,
      fix: 'Correct the accounts URL, or name it as trusted.',
    },
  );
}

const withoutSlash = (url: string): string => url.replace(/\/$/, '');

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, username, password } = new URL(url);
  return username === '' && password === '' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
