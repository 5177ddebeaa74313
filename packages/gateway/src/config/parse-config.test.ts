import { fileURLToPath } from 'node:url';
import type { WorkflowDefinition } from '@baton/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadWorkflows } from '../load-workflows.ts';
import { checkTogether, readChain } from './check-together.ts';
import { conversationSettings } from './groups/conversation.ts';
import { deskSettings } from './groups/desk.ts';
import { mailSettings } from './groups/mail.ts';
import { salesIqSettings } from './groups/salesiq.ts';
import { serverSettings } from './groups/server.ts';
import { storageSettings } from './groups/storage.ts';
import { settingGroups } from './groups.ts';
import { type ConfigSources, parseConfig } from './parse-config.ts';
import { listProblems } from './problems.ts';
import { describeSettings } from './setting.ts';

type Written = Record<string, string | undefined>;

const account = {
  ZOHO_DATA_CENTER: 'eu',
  ZOHO_CLIENT_ID: '1000.ABC',
  ZOHO_CLIENT_SECRET: 'client-secret-value',
  ZOHO_REFRESH_TOKEN: '1000.user',
};
const desk = { DESK_ORGANIZATION_ID: '123456789' };
const salesIq = {
  ZOHO_ORG_REFRESH_TOKEN: '1000.org',
  SALESIQ_SCREEN_NAME: 'mycompany',
  SALESIQ_APP_ID: '2000000000001',
  SALESIQ_DEPARTMENT_ID: '2000000000005',
};
const flat = { BATON_FLAT_SECRET: 'flat-secret-value' };
const mail = {
  SMTP_HOST: 'smtp.company.com',
  MAIL_FROM: 'Support <support@company.com>',
  SUPPORT_EMAIL: 'support@company.com',
};
const complete = { ...account, ...desk, ...salesIq, ...flat, ...mail };

let workflows: WorkflowDefinition[];
beforeAll(async () => {
  workflows = await loadWorkflows(fileURLToPath(new URL('../../../../workflows', import.meta.url)));
});

const read = (environment: Written, file: unknown = {}, command: ConfigSources['command'] = 'serve') =>
  parseConfig({ command, environment, file: { path: 'baton.yaml', values: file, lines: new Map([['SMTP_PORT', 7]]) } });

function problemsOf(environment: Written, file: unknown = {}, command: ConfigSources['command'] = 'serve'): string {
  const { configuration, problems } = read(environment, file, command);
  return listProblems([...problems, ...checkTogether(configuration, workflows)]);
}

describe('a settings file', () => {
  const without = { ...complete, SMTP_PORT: undefined };

  it('is named with the line of what is wrong in it, and not for what the environment says', () => {
    expect(problemsOf(without, { SMTP_PORT: 'many' })).toMatch(/^ {2}baton\.yaml:7: SMTP_PORT: "many" is not right/);
    expect(problemsOf({ ...complete, SMTP_PORT: 'many' }, {})).toMatch(/^ {2}SMTP_PORT: /);
  });

  it('takes lists of texts, and neither mappings nor nothing for a value', () => {
    expect(problemsOf(complete, { POINTS_OF_CONTACT: ['a.com=it@a.com', 'b.com=it@b.com'] })).toBe('');
    for (const value of [null, { a: 1 }, ['a', null]])
      expect(problemsOf(without, { SMTP_PORT: value })).toContain('baton.yaml:7: SMTP_PORT: has no value');
    expect(problemsOf(complete, ['SMTP_PORT'])).toContain('baton.yaml: is not a mapping');
  });
});

describe('one setting', () => {
  it('takes a complete configuration and fills the defaults', () => {
    expect(problemsOf(complete)).toBe('');
    const { configuration } = read(complete);
    expect(configuration.require(serverSettings)).toMatchObject({ BATON_PORT: 8000, BATON_ADMIN_KEY: null });
    expect(configuration.require(conversationSettings)).toMatchObject({ HANDOFF_TIMEOUT_SECONDS: 60 });
    expect(configuration.require(storageSettings).DATABASE_URL).toBe(null);
    expect(configuration.require(deskSettings).DESK_DEPARTMENT).toBe('Support');
  });

  it.each([
    ['BATON_PORT', '80a', 'whole number'],
    ['BATON_PORT', '70000', 'whole number'],
    ['ZOHO_DATA_CENTER', 'mars', 'one of us, eu'],
    ['DESK_API_URL', 'http://desk.zoho.eu/api/v1', 'https'],
    ['DESK_API_URL', 'https://user:pass@desk.zoho.eu/api/v1', 'https'],
    ['SUPPORT_EMAIL', 'support', 'one e-mail address'],
    ['SUPPORT_EMAIL', 'a@b.de,c@d.de', 'one e-mail address'],
    ['SUPPORT_EMAIL', 'team:a@b.de;', 'one e-mail address'],
    ['MAIL_FROM', 'a@b.c\r\nBcc: x@y.z', 'one address'],
    ['MAIL_FROM', 'a@b.de, c@d.de', 'one address'],
    ['MAIL_FROM', 'Support, Team <a@b.de>', 'one address'],
    ['BATON_SECRET_KEY', 'c2hvcnQ=', '32 random bytes'],
    ['BATON_SECRET_KEY', Buffer.alloc(32).toString('base64'), '32 random bytes'],
    ['BATON_ADMIN_KEY', 'short', '24 characters'],
    ['BATON_ADMIN_KEY', '0'.repeat(30), 'cannot be guessed'],
    ['BATON_FLAT_SECRET', 'short', '8 characters'],
    ['SALESIQ_WEBHOOK_SECRET', '00000000', 'cannot be guessed'],
    ['SALESIQ_PUBLIC_KEY', 'abc', 'RSA public key'],
    ['POINTS_OF_CONTACT', 'company.com', 'company.com=it@company.com'],
    ['HANDOFF_TIMEOUT_SECONDS', '1', 'from 5 to 999'],
    ['BATON_CUSTOMER_MAIL', 'maybe', 'true or false'],
    ['DATABASE_URL', 'mysql://x', 'postgres://'],
  ])('refuses %s=%s and says what it wants', (name, value, wanted) => {
    const message = problemsOf({ ...complete, [name]: value });
    expect(message).toContain(`${name}: `);
    expect(message).toContain(wanted);
  });

  it('never repeats the value of a secret', () => {
    for (const name of ['BATON_ADMIN_KEY', 'BATON_SECRET_KEY', 'BATON_FLAT_SECRET', 'SALESIQ_WEBHOOK_SECRET'])
      expect(problemsOf({ ...complete, [name]: 'hushhh' })).not.toContain('hushhh');
  });

  it('points out a misspelt name, which would silently mean its default', () => {
    expect(problemsOf({ ...complete, DESK_DEPARTMNT: 'Help' })).toContain('did you mean DESK_DEPARTMENT?');
    expect(problemsOf(complete, { DESK_DEPARTMNT: 'Help' })).toContain('did you mean DESK_DEPARTMENT?');
  });

  it('reads the file, and lets the environment win over it', () => {
    const { configuration } = read({ ...complete, BATON_PORT: '9000' }, { BATON_PORT: 9100, DESK_DEPARTMENT: 'Help' });
    expect(configuration.require(serverSettings).BATON_PORT).toBe(9000);
    expect(configuration.require(deskSettings).DESK_DEPARTMENT).toBe('Help');
    expect(problemsOf(complete, ['a'])).toContain('is not a mapping');
  });

  it('belongs to one group and is described', () => {
    const names = settingGroups.flatMap((group) => describeSettings(group)).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, description, example, isRequired, fallback } of settingGroups.flatMap(describeSettings)) {
      expect([name, description.endsWith('.'), example !== '']).toEqual([name, true, true]);
      expect([name, isRequired]).toEqual([name, fallback === undefined]);
    }
  });
});

describe('each command', () => {
  it('refuses a bad value of its own settings in the same words', () => {
    expect(problemsOf({ BATON_EMULATOR_PORT: 'many' }, {}, 'start')).toContain('"many" is not right');
    expect(problemsOf({ BATON_HANDOFF_TIMEOUT_MS: 'soon' }, {}, 'start')).toContain('a whole number from');
    const bad = { BATON_PORT: 'x', CODES_PER_HOUR: '0' };
    const listed = (command: ConfigSources['command']) => listProblems(read(bad, {}, command).problems);
    expect(listed('start')).toBe(listed('serve'));
    expect(listed('start')).toContain('BATON_PORT: "x" is not right.');
  });

  it('leaves alone what another command reads', () => {
    expect(problemsOf({ ...complete, BATON_EMULATOR_PORT: 'many', BATON_HANDOFF_TIMEOUT_MS: '200' })).toBe('');
    const { configuration } = read({ ...complete, BATON_HANDOFF_TIMEOUT_MS: '200' });
    expect(configuration.require(conversationSettings).BATON_HANDOFF_TIMEOUT_MS).toBe(null);
  });
});

describe('settings together', () => {
  it('tells what is missing of nothing at all, each with what it is for', () => {
    const message = problemsOf({});
    for (const name of [...Object.keys(account), ...Object.keys(desk), ...Object.keys(mail)])
      expect(message).toContain(`${name}: is missing.`);
    expect(message).toContain('no request could be verified');
    expect(message).not.toContain('SALESIQ_APP_ID');
  });

  it('lets a gateway live on the flat channel, mail and Desk alone', () => {
    expect(problemsOf({ ...account, ...desk, ...flat, ...mail })).toBe('');
    expect(problemsOf({ ...account, ...desk, ...flat, ...mail, CRM_LOOKUP: 'false' })).toBe('');
    const byToken = { ...desk, DESK_ACCESS_TOKEN: '1000.x', DESK_API_URL: 'https://desk.zoho.eu/api/v1' };
    expect(problemsOf({ ...byToken, ...flat, ...mail })).toBe('');
    const { configuration } = read({ ...byToken, ...flat, ...mail });
    expect([configuration.read(salesIqSettings), readChain(configuration)]).toEqual([null, ['ticket']]);
  });

  it('wants all of a vendor when there is any of it', () => {
    expect(problemsOf({ ...account, ...desk, ...flat, ...mail, SALESIQ_APP_ID: '1' })).toContain(
      'SALESIQ_SCREEN_NAME: is missing.',
    );
    expect(problemsOf({ ...desk, ...flat, ...mail })).toContain('ZOHO_REFRESH_TOKEN: is missing.');
    expect(problemsOf({ ...desk, ...salesIq, ...flat, ...mail })).toContain('SalesIQ needs it.');
  });

  it('wants a ticket system, because a chat that no human takes must end somewhere', () => {
    expect(problemsOf({ ...account, ...salesIq, ...flat, ...mail })).toContain('would end in silence');
  });

  it('wants mail for workflows that send codes, and only for those', () => {
    expect(problemsOf({ ...account, ...desk, ...flat })).toContain('Needed for the codes that');
    const { configuration } = read({ ...account, ...desk, ...flat });
    expect(checkTogether(configuration, [])).toEqual([]);
    expect(configuration.read(mailSettings)).toBe(null);
  });

  it('wants the key with a server, and a password with a mail user', () => {
    expect(problemsOf({ ...complete, DATABASE_URL: 'postgres://x' })).toContain('BATON_SECRET_KEY: is missing');
    expect(problemsOf({ ...complete, SMTP_USER: 'baton' })).toContain('SMTP_PASSWORD: is missing');
  });

  it.each(['uk', 'sg', 'ae'])('does not guess where SalesIQ is in %s', (code) => {
    const written = { ...complete, ZOHO_DATA_CENTER: code };
    expect(problemsOf(written)).toContain('SALESIQ_API_URL: is missing');
    expect(problemsOf({ ...written, SALESIQ_API_URL: 'https://salesiq.example.com' })).toBe('');
  });

  it.each([
    ['ticket', ['ticket'], ''],
    ['salesiq, ticket', ['salesiq', 'ticket'], ''],
    ['hubspot, ticket', null, 'names hubspot'],
    ['salesiq, salesiq, ticket', null, 'twice'],
    ['salesiq', null, 'does not end with ticket'],
    ['sales iq', null, 'separated by commas'],
  ])('reads the chain "%s"', (written, chain, problem) => {
    const { configuration } = read({ ...complete, BATON_HANDOFF_CHAIN: written });
    if (chain !== null) expect(readChain(configuration)).toEqual(chain);
    expect(problemsOf({ ...complete, BATON_HANDOFF_CHAIN: written })).toContain(problem);
  });

  it('says how to get a desk that a chain names and that is not configured', () => {
    const message = problemsOf({ ...account, ...desk, ...flat, ...mail, BATON_HANDOFF_CHAIN: 'salesiq, ticket' });
    expect(message).toContain('or leave salesiq out');
  });
});
