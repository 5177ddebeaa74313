import { promisify } from 'node:util';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import { explainFailure } from './explain-failure.ts';
import { connectionOptions, type SmtpSettings } from './smtp-settings.ts';

export type SmtpFinding = { code: string; problem: string; fix: string };

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Connects, logs in and asks whether we may send as MAIL_FROM, as the first mail would; sends nothing. What stands in the way; empty when
 * nothing does.
 */
export async function trySmtp(
  settings: SmtpSettings,
  signal: AbortSignal = new AbortController().signal,
): Promise<SmtpFinding[]> {
  let answer = 0;
  const askForSender = async ({ sendCommand }: SmtpConnection.CustomAuthenticationContext): Promise<void> => {
    answer = (await sendCommand(`MAIL FROM:<${addressOf(settings.from)}>`)).status;
    await sendCommand('RSET');
  };
  const connection = new SmtpConnection({ ...connectionOptions(settings), customAuth: { [asking]: askForSender } });
  // What breaks outside of a call breaks the next one as well.
  connection.on('error', () => undefined);
  signal.addEventListener('abort', () => connection.close(), { once: true });
  try {
    await connect(connection);
    const findings = isInClear(connection, settings) ? [inClear] : [];
    const { user, password } = settings;
    if (user !== null) await logIn(connection, { credentials: { user, pass: password ?? '' } });
    await logIn(connection, { type: 'custom', method: asking, user: 'nobody', pass: '' });
    const refusal = Object.assign(new Error('sender refused'), { command: 'MAIL FROM', responseCode: answer });
    connection.quit();
    return answer >= 500 ? [...findings, toFinding(refusal)] : findings;
  } catch (error) {
    connection.close();
    return [toFinding(error)];
  }
}

function toFinding(error: unknown): SmtpFinding {
  const { code, problem, fix } = explainFailure(error);
  return { code, problem, fix };
}

/** The library sends commands of one's own only as a way to log in, so the question takes the form of one. */
const asking = 'ASK-FOR-SENDER';

type LogIn = Parameters<SmtpConnection['login']>[0];

const logIn = (connection: SmtpConnection, as: LogIn): Promise<boolean | undefined> =>
  promisify(connection.login.bind(connection))(as);

const inClear: SmtpFinding = {
  code: 'smtp-in-clear',
  problem: 'The mail server offers no TLS, so that log-in and mails travel in clear.',
  fix: 'Let it offer STARTTLS, or use its port for TLS (465, with SMTP_SECURE=true).',
};

const isInClear = (connection: SmtpConnection, { host }: SmtpSettings): boolean =>
  !connection.secure && !loopback.has(host);

const addressOf = (from: string): string => /<([^<>]+)>/.exec(from)?.[1] ?? from;

const connect = (connection: SmtpConnection): Promise<void> =>
  new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => (error ? reject(error) : resolve()));
  });
