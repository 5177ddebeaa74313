/**
 * What a failure of the mail server means. `isFinal`: this recipient will never get it. Everything else is a person's mistake or passes,
 * so that the mail waits. `fix` is for the operator; nothing of the server's answer is in it, for that quotes addresses.
 */
export type SmtpFailure = { code: string; problem: string; fix: string; isFinal: boolean };

/** Reads the error of the mail library: its own code, the command under way and the server's answer. */
export function explainFailure(error: unknown): SmtpFailure {
  const seen = readError(error);
  const { code, command, answer, response } = seen;
  if (command === 'RCPT TO' && answer >= 500) return explainRecipient(answer, response);
  const known = kinds.find(({ isMeant }) => isMeant(seen));
  if (known !== undefined) return known.failure;
  return {
    code: answer > 0 ? `smtp-${answer}` : `smtp-${code}`,
    problem: 'The mail server did not take the mail.',
    fix: 'It is tried again. If it goes on, look into the log of the mail server.',
    isFinal: false,
  };
}

type SmtpError = {
  code: string;
  originalCode: string;
  command: string;
  answer: number;
  response: string;
  message: string;
};

function readError(error: unknown): SmtpError {
  const text = (name: string): string =>
    error instanceof Error && name in error ? String(Reflect.get(error, name)) : '';
  return {
    code: text('code') || 'unknown',
    originalCode: text('originalCode') || text('code'),
    command: text('command'),
    answer: Number(text('responseCode')) || 0,
    response: text('response'),
    message: text('message'),
  };
}

const failures = {
  login: {
    code: 'smtp-login-refused',
    problem: 'The mail server refused the log-in.',
    fix: 'Correct SMTP_USER and SMTP_PASSWORD; many providers want an app password for programs.',
    isFinal: false,
  },
  sender: {
    code: 'smtp-sender-refused',
    problem: 'The mail server does not let us send as MAIL_FROM.',
    fix: 'Set MAIL_FROM to an address that SMTP_USER may send from, or allow it there.',
    isFinal: false,
  },
  tls: {
    code: 'smtp-tls-failed',
    problem: 'TLS with the mail server did not come about.',
    fix: 'Port 465 wants SMTP_SECURE=true, ports 587 and 25 want false. The authority of a certificate of your own is named with NODE_EXTRA_CA_CERTS.',
    isFinal: false,
  },
  unknownHost: {
    code: 'smtp-host-unknown',
    problem: 'Nobody knows the mail server by this name.',
    fix: 'Correct SMTP_HOST.',
    isFinal: false,
  },
  nobodyListens: {
    code: 'smtp-unreachable',
    problem: 'Nothing listens at SMTP_HOST and SMTP_PORT.',
    fix: 'Correct them, or start the mail server.',
    isFinal: false,
  },
  timeout: {
    code: 'smtp-timeout',
    problem: 'The mail server did not answer in time.',
    fix: 'Look whether a firewall stands between; a server on port 465 says nothing without SMTP_SECURE=true.',
    isFinal: false,
  },
  recipient: {
    code: 'smtp-recipient-refused',
    problem: 'The mail server knows no such recipient.',
    fix: 'Correct the address with the customer.',
    isFinal: true,
  },
  relay: {
    code: 'smtp-relay-refused',
    problem: 'The mail server takes no mail for this recipient from us.',
    fix: 'Log in with SMTP_USER and SMTP_PASSWORD, or let the server take mail from this machine for other domains.',
    isFinal: false,
  },
} as const satisfies Record<string, SmtpFailure>;

/** All that are known by name. */
export const smtpFailures: readonly SmtpFailure[] = Object.values(failures);

const kinds: { failure: SmtpFailure; isMeant(error: SmtpError): boolean }[] = [
  { failure: failures.login, isMeant: ({ code, command }) => code === 'EAUTH' || command.startsWith('AUTH') },
  { failure: failures.sender, isMeant: ({ command, answer }) => command === 'MAIL FROM' && answer >= 500 },
  {
    failure: failures.tls,
    isMeant: ({ code, message }) => code === 'ETLS' || /wrong version number|ssl3_get_record/i.test(message),
  },
  { failure: failures.unknownHost, isMeant: ({ code }) => code === 'EDNS' },
  { failure: failures.nobodyListens, isMeant: ({ originalCode }) => originalCode === 'ECONNREFUSED' },
  { failure: failures.timeout, isMeant: ({ code }) => code === 'ETIMEDOUT' },
];

/** Answers that speak of the mailbox where no enhanced status says what is meant (RFC 5321 §4.2.3). */
const mailboxAnswers = new Set([550, 551, 553]);

/** An enhanced status (RFC 3463) of 5.1 means the recipient's address, 5.2.1 a mailbox that is closed; 5.7 means us. */
function explainRecipient(answer: number, response: string): SmtpFailure {
  const status = /\b5\.(\d{1,3})\.(\d{1,3})\b/.exec(response);
  if (status === null) return mailboxAnswers.has(answer) ? failures.recipient : failures.relay;
  const [, subject = '', detail = ''] = status;
  const isOurs = subject === '1' && (detail === '7' || detail === '8');
  const isMailbox = subject === '1' || (subject === '2' && detail === '1');
  return isMailbox && !isOurs ? failures.recipient : failures.relay;
}
