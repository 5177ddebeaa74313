import { createEmulator, type Emulator } from '@baton/emulators';
import { describeMailer } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSmtpMailer } from './smtp-mailer.ts';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await createEmulator();
});
afterAll(() => emulator.close());

function open() {
  const smtp = emulator.connection()['smtp'] as { host: string; port: number };
  return createSmtpMailer({
    ...smtp,
    isSecure: false,
    user: null,
    password: null,
    from: 'Support <support@company.com>',
  });
}

describe('SMTP as mailer', () => {
  describeMailer(async () => ({
    mailer: open(),
    read: async () => {
      const rows = (await (await fetch(`${emulator.url}/__emulator/state/mail/messages`)).json()) as Record<
        string,
        string
      >[];
      return rows.map((row) => ({
        messageId: row['messageId'] ?? '',
        to: row['to'] ?? '',
        subject: row['subject'] ?? '',
        text: row['text'] ?? '',
      }));
    },
  }));

  it('tries again later when nobody listens', async () => {
    const mailer = createSmtpMailer({
      host: '127.0.0.1',
      port: 1,
      isSecure: false,
      user: null,
      password: null,
      from: 'a@b.de',
    });
    const sent = await mailer.send({ messageId: '<1@baton>', to: 'ann@example.com', subject: 's', text: 't' });
    expect(sent).toMatchObject({ type: 'retry' });
  });
});
