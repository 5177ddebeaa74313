import type { Mail, Mailer, PortResult } from '@baton/core';
import { createTransport } from 'nodemailer';

export type SmtpSettings = {
  host: string;
  port: number;
  isSecure: boolean;
  user: string | null;
  password: string | null;
  from: string;
};

const timeoutMs = 10_000;

/** Mail over SMTP. Lost connections count as "try again"; a 5xx answer is final. */
export function createSmtpMailer({ host, port, isSecure, user, password, from }: SmtpSettings): Mailer {
  const transport = createTransport({
    host,
    port,
    secure: isSecure,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
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
  try {
    await deliver({ messageId, to, subject, text });
    return { type: 'ok', value: null };
  } catch (error) {
    const responseCode = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (responseCode >= 500)
      return { type: 'refused', code: `smtp-${responseCode}`, detail: 'The mail server refused the mail.' };
    return {
      type: 'retry',
      code: `smtp-${code}`,
      detail: 'The mail server did not take the mail.',
      isAmbiguous: code === 'ETIMEDOUT' || code === 'ESOCKET',
      retryAfterMs: null,
    };
  }
}
