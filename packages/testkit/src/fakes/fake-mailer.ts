import { type Mail, type Mailer, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

/** A mailbox in memory. */
export function createFakeMailer(options: { disturb?: Disturb } = {}): Mailer & { mails: Mail[] } {
  const mails: Mail[] = [];
  const disturb = options.disturb ?? undisturbed;
  return {
    mails,
    send: async (mail) =>
      disturbed(disturb('mailer.send'), {
        isWrite: true,
        work: () => {
          mails.push(mail);
          return portOk(null);
        },
      }),
  };
}
