import { createSmtpMailer, type SmtpSettings, trySmtp } from '@baton/integration-smtp';
import type { Configuration } from '../config/configuration.ts';
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
      make: (configuration) => createSmtpMailer(toSmtpSettings(configuration)),
    },
  ],
  tryOut: {
    isAskedAtStart: true,
    list: (configuration) => (configuration.has(mailSettings) ? ['Mail server: TLS, log-in and sender'] : []),
    ask: async (configuration, { signal }) => ({
      findings: configuration.has(mailSettings) ? await trySmtp(toSmtpSettings(configuration), signal) : [],
      untried: [],
    }),
  },
  check: (configuration) => {
    const values = configuration.read(mailSettings);
    if (values === null || values.SMTP_USER === null || values.SMTP_PASSWORD !== null) return [];
    const problem = 'is missing, and SMTP_USER is set.';
    return [{ name: 'SMTP_PASSWORD', problem, fix: 'Set it, or remove SMTP_USER.' }];
  },
};

function toSmtpSettings(configuration: Configuration): SmtpSettings {
  const values = configuration.require(mailSettings);
  return {
    host: values.SMTP_HOST,
    port: values.SMTP_PORT,
    isSecure: values.SMTP_SECURE,
    user: values.SMTP_USER,
    password: values.SMTP_PASSWORD,
    from: values.MAIL_FROM,
  };
}
