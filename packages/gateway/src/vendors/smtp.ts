import { createSmtpMailer } from '@baton/integration-smtp';
import { mailSettings } from '../config/groups/mail.ts';
import type { Vendor } from './vendor.ts';

export const smtp: Vendor = {
  name: 'smtp',
  groups: [mailSettings],
  parts: [
    {
      kind: 'mailer',
      name: 'smtp',
      needs: [mailSettings],
      make: (configuration) => {
        const values = configuration.require(mailSettings);
        return createSmtpMailer({
          host: values.SMTP_HOST,
          port: values.SMTP_PORT,
          isSecure: values.SMTP_SECURE,
          user: values.SMTP_USER,
          password: values.SMTP_PASSWORD,
          from: values.MAIL_FROM,
        });
      },
    },
  ],
  check: (configuration) => {
    const values = configuration.read(mailSettings);
    if (values === null || values.SMTP_USER === null || values.SMTP_PASSWORD !== null) return [];
    const problem = 'is missing, and SMTP_USER is set.';
    return [{ name: 'SMTP_PASSWORD', problem, fix: 'Set it, or remove SMTP_USER.' }];
  },
};
