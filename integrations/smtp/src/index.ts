export { smtpFailures } from './explain-failure.ts';
export { createSmtpMailer } from './smtp-mailer.ts';
export type { SmtpSettings } from './smtp-settings.ts';
export { trySmtp } from './try-smtp.ts';
