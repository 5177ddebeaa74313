import { afterEach, describe, expect, it } from 'vitest';
import { type Script, startScriptedServer } from '../testing/scripted-server.ts';
import { createSmtpMailer } from './smtp-mailer.ts';
import type { SmtpSettings } from './smtp-settings.ts';
import { trySmtp } from './try-smtp.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>> | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function settingsFor(script: Script, given: Partial<SmtpSettings> = {}): Promise<SmtpSettings> {
  server = await startScriptedServer(script);
  const { port } = server;
  return {
    host: '127.0.0.1',
    port,
    isSecure: false,
    user: 'baton',
    password: 'p',
    from: 'Team <team@company.com>',
    ...given,
  };
}
const mail = { messageId: '<1@baton>', to: 'ann@example.com', subject: 's', text: 't' };

describe('a mail', () => {
  it.each<[Script, 'refused' | 'retry', string]>([
    [{ 'RCPT TO': '550 5.1.1 no such user' }, 'refused', 'smtp-recipient-refused'],
    [{ 'RCPT TO': '550 no such user' }, 'refused', 'smtp-recipient-refused'],
    [{ 'RCPT TO': '550 5.2.1 mailbox closed' }, 'refused', 'smtp-recipient-refused'],
    [{ 'RCPT TO': '552 5.2.2 mailbox full' }, 'retry', 'smtp-relay-refused'],
    [{ 'RCPT TO': '550 5.7.1 relaying denied' }, 'retry', 'smtp-relay-refused'],
    [{ 'RCPT TO': '530 5.7.0 log in first' }, 'retry', 'smtp-relay-refused'],
    [{ 'RCPT TO': '553 5.1.8 sender domain unknown' }, 'retry', 'smtp-relay-refused'],
    [{ 'RCPT TO': '451 4.7.1 greylisted' }, 'retry', 'smtp-451'],
    [{ AUTH: '535 5.7.8 wrong password' }, 'retry', 'smtp-login-refused'],
    [{ 'MAIL FROM': '550 5.7.1 not yours' }, 'retry', 'smtp-sender-refused'],
    [{ DATA: '554 5.3.4 too big' }, 'retry', 'smtp-554'],
    [{ CONTENT: '550 5.7.1 looks like spam' }, 'retry', 'smtp-550'],
    [{ CONTENT: '' }, 'retry', 'smtp-ECONNECTION'],
    [{ GREETING: '554 5.3.2 not today' }, 'retry', 'smtp-554'],
    [{ EHLO: '' }, 'retry', 'smtp-ECONNECTION'],
  ])('that meets %j is %s', async (script, type, code) => {
    const sent = await createSmtpMailer(await settingsFor(script)).send(mail);
    expect(sent).toMatchObject({ type, code });
    // The server's words quote addresses, and reach the log with the detail.
    expect(JSON.stringify(sent)).not.toMatch(/no such user|wrong password|ann@example/);
  });

  it('to a list or a group is refused before anybody is asked', async () => {
    const mailer = createSmtpMailer(await settingsFor({}));
    for (const to of ['a@b.de, eve@example.com', 'team: a@b.de;', 'a@b.de; eve@example.com', 'Ann <a@b.de>'])
      expect(await mailer.send({ ...mail, to })).toMatchObject({ type: 'refused', code: 'smtp-recipient-refused' });
    expect(server?.commands).toEqual([]);
  });
});

describe('the trial', () => {
  it('asks for log-in and sender and sends nothing', async () => {
    expect(await trySmtp(await settingsFor({}))).toEqual([]);
    const asked = server?.commands.map((line) => line.split(' ')[0]) ?? [];
    expect(asked.slice(0, 4)).toEqual(['EHLO', 'AUTH', 'MAIL', 'RSET']);
    expect(server?.commands).toContain('MAIL FROM:<team@company.com>');
  });

  it.each<[Script, string, RegExp]>([
    [{ AUTH: '535 5.7.8 wrong password' }, 'smtp-login-refused', /SMTP_PASSWORD/],
    [{ 'MAIL FROM': '553 5.7.1 not yours' }, 'smtp-sender-refused', /MAIL_FROM/],
    [{ GREETING: '554 5.3.2 not today' }, 'smtp-554', /log of the mail server/],
  ])('tells what %j means', async (script, code, fix) => {
    const [finding, ...others] = await trySmtp(await settingsFor(script));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code, fix: expect.stringMatching(fix) });
  });

  it('takes a server that wants us to come back later for one that works', async () => {
    expect(await trySmtp(await settingsFor({ 'MAIL FROM': '451 4.7.1 later' }))).toEqual([]);
  });

  it('tells the wrong kind of TLS, and a server that is not there', async () => {
    expect(await trySmtp(await settingsFor({}, { isSecure: true }))).toMatchObject([{ code: 'smtp-tls-failed' }]);
    const gone = { ...(await settingsFor({})), port: 1 };
    expect(await trySmtp(gone)).toMatchObject([
      { code: 'smtp-unreachable', fix: expect.stringContaining('Correct them') },
    ]);
    expect(await trySmtp({ ...gone, host: 'mail.invalid' })).toMatchObject([{ code: 'smtp-host-unknown' }]);
  });
});
