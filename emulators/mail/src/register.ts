import { setMaxListeners } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { EmulatorHost, Fault, FaultKind, Row } from '@baton/emulator-kit';
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

const operation = 'mail.send';
const kinds: readonly FaultKind[] = [
  ...(['status', 'slow', 'timeout', 'drop-response', 'reset-before', 'reset-after', 'rate-limit'] as const),
];

/** An SMTP server on loopback that keeps every mail. A mail is kept before it is answered with 250. */
export async function registerMail(host: EmulatorHost): Promise<void> {
  const messages = host.collection<MailRow>('mail', 'messages');
  const sockets = new Map<number, Socket>();
  const closing = new AbortController();
  // Each mail that a fault keeps waiting adds a listener, and Node warns of more than ten.
  setMaxListeners(0, closing.signal);
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      const socket = sockets.get(session.remotePort) ?? null;
      receive({ host, messages, closing: closing.signal }, { stream, session, socket }).then(
        (code) => done(code === null ? null : Object.assign(new Error(words(code)), { responseCode: code })),
        (error: unknown) => done(error instanceof Error ? error : new Error('failed')),
      );
    },
  });
  server.on('error', (error) => host.app.log.error(error));
  server.server.on('connection', (socket: Socket) => {
    const { remotePort } = socket;
    if (remotePort === undefined) return;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host.faultPoint({ vendor: 'mail', operation, kinds });
  host.contributeConnection('smtp', () => ({ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port }));
  host.onClose(() => {
    closing.abort();
    return new Promise<void>((resolve) => server.close(resolve));
  });
}

type Place = { host: EmulatorHost; messages: ReturnType<typeof tableOf>; closing: AbortSignal };
type Incoming = { stream: SMTPServerDataStream; session: SMTPServerSession; socket: Socket | null };

/** Keeps a mail, or what a fault wants instead. The SMTP code of a refusal; null when all is well. */
async function receive({ host, messages, closing }: Place, incoming: Incoming): Promise<number | null> {
  const { stream, session, socket } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  const faults = host.faults.take({ vendor: 'mail', operation, kinds });
  const find = (kind: FaultKind): Fault | undefined => faults.find((fault) => fault.kind === kind);
  const end = (status: number | null): void => {
    const fault = faults[0]?.kind ?? null;
    host.journal.record({ vendor: 'mail', operation, method: 'SMTP', path: '/', query: {}, status, fault, body: '' });
  };
  const lose = (): number => {
    end(null);
    socket?.resetAndDestroy();
    return 421;
  };
  const waits = find('timeout') ?? find('slow');
  if (waits) await waitFor(waits, closing);
  if (find('reset-before') || waits?.kind === 'timeout' || closing.aborted) return lose();
  const refusal = refusalOf(find);
  if (refusal !== null) {
    end(refusal);
    return refusal;
  }
  messages.insert(await readMail(host, Buffer.concat(chunks), session));
  if (find('reset-after')) return lose();
  end(find('drop-response') ? null : 250);
  return find('drop-response') ? 421 : null;
}

const refusalOf = (find: (kind: FaultKind) => Fault | undefined): number | null => {
  const status = find('status');
  if (status) return status.status ?? 451;
  return find('rate-limit') ? 450 : null;
};

const words = (code: number): string =>
  code === 450 ? '4.7.0 Too many mails, try again later.' : 'The emulator was told to fail.';

async function readMail(host: EmulatorHost, bytes: Buffer, session: SMTPServerSession): Promise<MailRow> {
  const mail = await PostalMime.parse(bytes);
  const recipients = session.envelope.rcptTo.map(({ address }) => address);
  return {
    id: host.nextId(),
    at: host.clock.now().toISOString(),
    messageId: mail.messageId ?? '',
    from: mail.from?.address ?? '',
    to: recipients[0] ?? '',
    recipients,
    subject: mail.subject ?? '',
    text: mail.text ?? '',
  };
}

/** Waits real time; a host that closes ends the wait. */
function waitFor(fault: Fault, closing: AbortSignal): Promise<void> {
  const ms = fault.delayMs ?? (fault.kind === 'timeout' ? 60_000 : 1_000);
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    timer.unref();
    closing.addEventListener('abort', done, { once: true });
  });
}

const tableOf = (host: EmulatorHost) => host.collection<MailRow>('mail', 'messages');
