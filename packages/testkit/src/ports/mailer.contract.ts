import { randomUUID } from 'node:crypto';
import type { Mail, Mailer } from '@baton/core';
import { expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

type Opened = { mailer: Mailer; read: () => Promise<Mail[]> };

/** What every mailer must do. `read` tells what arrived. */
export function describeMailer(open: () => Promise<Opened>): void {
  const newMail = (): Mail => ({
    messageId: `<${randomUUID()}@baton>`,
    to: 'ann@example.com',
    subject: 'Your Support Ticket #101 – grüße',
    text: 'Hello Ann,\n\nyour code is 12345678\n.\nfrom the team',
  });

  it('delivers a mail with its id, subject and text', async () => {
    const { mailer, read } = await open();
    const mail = newMail();
    unwrap(await mailer.send(mail));
    const arrived = (await read()).find(({ messageId }) => messageId === mail.messageId);
    expect(arrived).toMatchObject({ to: mail.to, subject: mail.subject });
    expect(arrived?.text.trim().replaceAll('\r\n', '\n')).toBe(mail.text);
  });

  it('keeps the id when a mail is sent again, so that the second can be told', async () => {
    const { mailer, read } = await open();
    const mail = newMail();
    for (let time = 0; time < 2; time += 1) unwrap(await mailer.send(mail));
    expect((await read()).filter(({ messageId }) => messageId === mail.messageId)).toHaveLength(2);
  });

  it('adds no header through a subject with line breaks', async () => {
    const { mailer, read } = await open();
    const mail = { ...newMail(), subject: 'Hello\r\nBcc: eve@example.com' };
    await mailer.send(mail);
    for (const arrived of await read()) expect(arrived.to).not.toContain('eve@example.com');
  });
}
