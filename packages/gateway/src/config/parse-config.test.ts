import { AppError } from '@baton/core';
import { describe, expect, it } from 'vitest';
import { parseConfig } from './parse-config.ts';
import { dataCentres } from './settings.ts';
import { toVendorSettings } from './to-vendor-settings.ts';

const complete = {
  ZOHO_DATA_CENTER: 'eu',
  ZOHO_CLIENT_ID: '1000.ABC',
  ZOHO_CLIENT_SECRET: 'client-secret-value',
  ZOHO_REFRESH_TOKEN: '1000.user',
  ZOHO_ORG_REFRESH_TOKEN: '1000.org',
  DESK_ORGANIZATION_ID: '123456789',
  SALESIQ_SCREEN_NAME: 'mycompany',
  SALESIQ_APP_ID: '2000000000001',
  SALESIQ_DEPARTMENT_ID: '2000000000005',
  BATON_FLAT_SECRET: 'flat-secret-value',
  SMTP_HOST: 'smtp.company.com',
  MAIL_FROM: 'Support <support@company.com>',
  SUPPORT_EMAIL: 'support@company.com',
};

function problemsOf(environment: Record<string, string | undefined>, file: unknown = {}): string {
  try {
    parseConfig(environment, file);
  } catch (error) {
    if (error instanceof AppError && error.code === 'configuration-invalid') return error.message;
    throw error;
  }
  return '';
}

describe('parseConfig', () => {
  it('takes a complete configuration and fills the defaults', () => {
    const values = parseConfig(complete);
    expect(values).toMatchObject({
      BATON_PORT: 8000,
      BATON_CUSTOMER_MAIL: true,
      HANDOFF_TIMEOUT_SECONDS: 60,
      DATABASE_URL: null,
    });
    expect(toVendorSettings(values)).toMatchObject({
      accountsUrl: 'https://accounts.zoho.eu',
      crm: { url: 'https://www.zohoapis.eu/crm/v8' },
      desk: { url: 'https://desk.zoho.eu/api/v1', accessToken: null },
    });
  });

  it('names every missing setting at once, each with what it is for', () => {
    const message = problemsOf({});
    const required = Object.keys(complete).filter((name) => name !== 'BATON_FLAT_SECRET');
    for (const name of required) expect(message).toContain(`${name}: is missing.`);
    expect(message).toContain('no request could be verified');
  });

  it.each([
    ['BATON_PORT', '80a', 'whole number'],
    ['BATON_PORT', '70000', 'whole number'],
    ['ZOHO_DATA_CENTER', 'mars', 'one of us, eu'],
    ['DESK_API_URL', 'http://desk.zoho.eu/api/v1', 'https'],
    ['SUPPORT_EMAIL', 'support', 'an e-mail address'],
    ['MAIL_FROM', 'a@b.c\r\nBcc: x@y.z', 'an address'],
    ['BATON_SECRET_KEY', 'c2hvcnQ=', '32 bytes'],
    ['BATON_ADMIN_KEY', 'short', '24 characters'],
    ['POINTS_OF_CONTACT', 'company.com', 'company.com=it@company.com'],
    ['HANDOFF_TIMEOUT_SECONDS', '1', 'from 5 to 999'],
    ['BATON_CUSTOMER_MAIL', 'maybe', 'true or false'],
  ])('refuses %s=%s and says what it wants', (name, value, wanted) => {
    const message = problemsOf({ ...complete, [name]: value });
    expect(message).toContain(`${name}: `);
    expect(message).toContain(wanted);
  });

  it('never repeats the value of a secret', () => {
    expect(problemsOf({ ...complete, BATON_ADMIN_KEY: 'tell-nobody' })).not.toContain('tell-nobody');
    expect(problemsOf({ ...complete, BATON_SECRET_KEY: 'tell-nobody' })).not.toContain('tell-nobody');
  });

  it('points out a misspelt name, which would silently mean its default', () => {
    expect(problemsOf({ ...complete, DESK_DEPARTMNT: 'Help' })).toContain('did you mean DESK_DEPARTMENT?');
    expect(problemsOf(complete, { DESK_DEPARTMNT: 'Help' })).toContain('did you mean DESK_DEPARTMENT?');
  });

  it('reads the file, and lets the environment win over it', () => {
    const values = parseConfig({ ...complete, BATON_PORT: '9000' }, { BATON_PORT: 9100, DESK_DEPARTMENT: 'Help' });
    expect(values).toMatchObject({ BATON_PORT: 9000, DESK_DEPARTMENT: 'Help' });
    expect(problemsOf(complete, ['a'])).toContain('is not a mapping');
  });

  it('wants the key with a server, and a password with a mail user', () => {
    expect(problemsOf({ ...complete, DATABASE_URL: 'postgres://x' })).toContain('BATON_SECRET_KEY: is missing');
    expect(problemsOf({ ...complete, SMTP_USER: 'baton' })).toContain('SMTP_PASSWORD: is missing');
  });

  it.each(dataCentres)('knows the hosts of %s', (dataCentre) => {
    const { accountsUrl, desk, crm, salesiq } = toVendorSettings(
      parseConfig({ ...complete, ZOHO_DATA_CENTER: dataCentre }),
    );
    for (const url of [accountsUrl, desk.url, crm.url, salesiq.url]) expect(new URL(url).protocol).toBe('https:');
  });
});
