import { email, flag, integer, optional, sender, text } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const mailSettings = vendor('Mail', {
  SMTP_HOST: setting(text, { description: 'Mail server.', example: 'smtp.company.com' }),
  SMTP_PORT: setting(integer(1, 65_535).default(587), { description: 'Port of the mail server.', example: '587' }),
  SMTP_SECURE: setting(flag.default(false), {
    description: 'TLS from the first byte (port 465). Else STARTTLS when offered.',
    example: 'true',
  }),
  SMTP_USER: setting(optional(text), { description: 'User at the mail server.', example: 'baton' }),
  SMTP_PASSWORD: setting(optional(text), { description: 'Password at the mail server.', isSecret: true, example: '…' }),
  MAIL_FROM: setting(sender, { description: 'Sender of all mails.', example: 'Support <support@company.com>' }),
  SUPPORT_EMAIL: setting(email, {
    description: 'The support team; told of every new ticket.',
    example: 'support@company.com',
  }),
});
