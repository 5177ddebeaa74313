import type { AddressInfo } from 'node:net';
import type { EmulatorHost, Row } from '@baton/emulator-kit';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

type MailRow = Row & {
  at: string;
  messageId: string;
  from: string;
  to: string;
  recipients: string[];
  subject: string;
  text: string;
};

/** An SMTP server on loopback that keeps every mail. A mail is kept before it is answered with 250. */
export async function registerMail(host: EmulatorHost): Promise<void> {
  const messages = host.collection<MailRow>('mail', 'messages');
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      receive(host, messages, { stream, session }).then(
        (code) =>
          done(
            code === null ? null : Object.assign(new Error('The emulator was told to fail.'), { responseCode: code }),
          ),
        (error: unknown) => done(error instanceof Error ? error : new Error('failed')),
      );
    },
  });
  server.on('error', (error) => host.app.log.error(error));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host.contributeConnection('smtp', () => ({ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port }));
  host.onClose(() => new Promise<void>((resolve) => server.close(resolve)));
}

type Incoming = { stream: SMTPServerDataStream; session: SMTPServerSession };

async function receive(
  host: EmulatorHost,
  messages: ReturnType<typeof tableOf>,
  { stream, session }: Incoming,
): Promise<number | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  const [fault] = host.faults.take({
    vendor: 'mail',
    operation: 'mail.send',
    kinds: ['status', 'slow', 'drop-response'],
  });
  const record = (status: number | null): void =>
    host.journal.record({
      vendor: 'mail',
      operation: 'mail.send',
      method: 'SMTP',
      path: '/',
      query: {},
      status,
      fault: fault?.kind ?? null,
      body: '',
    });
  if (fault?.kind === 'status') {
    record(fault.status ?? 451);
    return fault.status ?? 451;
  }
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  messages.insert({
    id: host.nextId(),
    at: host.clock.now().toISOString(),
    messageId: mail.messageId ?? '',
    from: mail.from?.address ?? '',
    to: recipients[0] ?? '',
    recipients,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
  });
  record(fault?.kind === 'drop-response' ? null : 250);
  return fault?.kind === 'drop-response' ? 421 : null;
}

const tableOf = (host: EmulatorHost) => host.collection<MailRow>('mail', 'messages');
