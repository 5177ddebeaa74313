export type SmtpSettings = {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS when it is offered. */
  isSecure: boolean;
  user: string | null;
  password: string | null;
  /** One address, with or without a name. */
  from: string;
};

const timeoutMs = 10_000;

/** How a connection is made, for mails and for the trial at the start alike. */
export const connectionOptions = ({ host, port, isSecure }: SmtpSettings) => ({
  host,
  port,
  secure: isSecure,
  connectionTimeout: timeoutMs,
  greetingTimeout: timeoutMs,
  socketTimeout: timeoutMs,
});
