import { createServer, type Socket } from 'node:net';

/** Answers by command, such as `{ 'RCPT TO': '550 5.1.1 no such user' }`; what is not named is answered as a friendly server would. */
export type Script = Record<string, string>;

const friendly: Script = {
  GREETING: '220 scripted.test',
  EHLO: '250-scripted.test\r\n250 AUTH PLAIN',
  AUTH: '235 2.7.0 welcome',
  'MAIL FROM': '250 2.1.0 ok',
  'RCPT TO': '250 2.1.5 ok',
  RSET: '250 ok',
  DATA: '354 go on',
  CONTENT: '250 2.0.0 taken',
  QUIT: '221 bye',
};

/** A mail server on loopback that says what it is told to; tells the commands it got. */
export async function startScriptedServer(script: Script) {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let isContent = false;
    let buffer = '';
    const say = (command: string): void => {
      const words = script[command] ?? friendly[command] ?? '250 ok';
      if (words === '') socket.destroy();
      else socket.write(`${words}\r\n`);
      isContent = words.startsWith('354');
    };
    say('GREETING');
    socket.on('data', (chunk) => {
      buffer += chunk.toString();
      const end = isContent ? '\r\n.\r\n' : '\r\n';
      for (let at = buffer.indexOf(end); at >= 0; at = buffer.indexOf(end)) {
        const line = isContent ? 'CONTENT' : buffer.slice(0, at);
        buffer = buffer.slice(at + end.length);
        const command = /^(MAIL FROM|RCPT TO)/i.exec(line)?.[1] ?? line.split(' ')[0] ?? '';
        commands.push(line);
        say(command.toUpperCase());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    commands,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
