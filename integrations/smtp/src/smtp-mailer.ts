import { isMailAddress, type Mail, type Mailer, type PortResult } from '@baton/core';
import { createTransport } from 'nodemailer';
import { explainFailure } from './explain-failure.ts';
import { connectionOptions, type SmtpSettings } from './smtp-settings.ts';

/** Mail over SMTP. Only a recipient that does not exist is final; whatever else goes wrong, the mail waits and is tried again. */
export function createSmtpMailer(settings: SmtpSettings): Mailer {
  const { user, password, from } = settings;
  const transport = createTransport({
    ...connectionOptions(settings),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
  });
  return { send: (mail) => send(mail, (message) => transport.sendMail({ from, ...message })) };
}

async function send(
  { messageId, to, subject, text }: Mail,
  deliver: (message: object) => Promise<unknown>,
): Promise<PortResult<null>> {
  // The library would send to everybody in a list.
  if (!isMailAddress(to))
    return { type: 'refused', code: 'smtp-recipient-refused', detail: 'The recipient is not one e-mail address.' };
  try {
    await deliver({ messageId, to: { name: '', address: to }, subject, text });
    return { type: 'ok', value: null };
  } catch (error) {
    const { code, problem, fix, isFinal } = explainFailure(error);
    const detail = `${problem} ${fix}`;
    if (isFinal) return { type: 'refused', code, detail };
    // A connection that broke may have done so after the mail was taken.
    const isAmbiguous = code === 'smtp-timeout' || code === 'smtp-ESOCKET' || code === 'smtp-ECONNECTION';
    return { type: 'retry', code, detail, isAmbiguous, retryAfterMs: null };
  }
}
