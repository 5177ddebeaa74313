import { randomUUID } from 'node:crypto';

export type Json = Record<string, unknown>;
type Answer = { status: number; body: Json; headers: Headers };

export const flatSecret = 'a secret of the flat channel';
export const password = 'correct horse battery';

/** An agent's program: it keeps the session as a page does. */
export class Agent {
  readonly url: string;
  cookie = '';
  csrf = '';

  constructor(url: string) {
    this.url = url;
  }

  async call(method: string, path: string, options: { body?: unknown; headers?: Record<string, string> } = {}) {
    const { body, headers = {} } = options;
    const response = await fetch(`${this.url}/console/api/${path}`, {
      method,
      headers: { cookie: this.cookie, 'x-baton-csrf': this.csrf, connection: 'close', ...headers },
      ...(body === undefined ? {} : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: Json = text.startsWith('{') ? (JSON.parse(text) as Json) : { text };
    return { status: response.status, body: parsed, headers: response.headers } satisfies Answer;
  }

  async signIn(login: string, secret = password): Promise<Answer> {
    const answer = await this.call('POST', 'sign-in', { body: { login, password: secret } });
    this.cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    this.csrf = String(answer.body['csrf'] ?? '');
    return answer;
  }

  act(chat: string, action: string, wish: { key?: string } & Json = {}): Promise<Answer> {
    const { key = randomUUID(), ...body } = wish;
    return this.call('POST', `chats/${chat}/${action}`, { body, headers: { 'idempotency-key': key } });
  }

  async queue(): Promise<string[]> {
    const { body } = await this.call('GET', 'board');
    return (body['queue'] as { id: string }[]).map(({ id }) => id);
  }
}

/** @throws Error when it does not happen within 20 s */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false>,
): Promise<Value> {
  for (const end = performance.now() + 20_000; performance.now() < end; ) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${what} did not happen within 20 s`);
}

/** A customer of the flat channel. */
export function newCustomer(node: { url: string }, chatId = randomUUID()) {
  const heard: string[] = [];
  const say = async (message: string): Promise<string[]> => {
    const response = await fetch(`${node.url}/webhook/salesiq`, {
      method: 'POST',
      headers: { 'x-baton-secret': flatSecret },
      body: JSON.stringify({ chat_id: chatId, message, message_id: randomUUID(), visitor_name: 'Carla' }),
    });
    const { replies } = (await response.json()) as { replies: string[] };
    heard.push(...replies);
    return replies;
  };
  const hears = (text: string) =>
    until(`hearing "${text}"`, async () => {
      await say('');
      return heard.some((one) => one.includes(text));
    });
  return { chatId, say, hears, heard };
}

/** Reads a live stream until somebody closes it. */
export function follow(agent: Agent, lastId: number | null = null) {
  const stopper = new AbortController();
  const got: { id: number; data: Json }[] = [];
  const headers = {
    cookie: agent.cookie,
    connection: 'close',
    ...(lastId === null ? {} : { 'last-event-id': String(lastId) }),
  };
  const reading = (async () => {
    const response = await fetch(`${agent.url}/console/api/stream`, { headers, signal: stopper.signal });
    let rest = '';
    for await (const chunk of response.body ?? []) {
      rest += Buffer.from(chunk).toString('utf8');
      const parts = rest.split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const id = Number(/^id: (\d+)$/m.exec(part)?.[1] ?? 0);
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined && !/^event:/m.test(part)) got.push({ id, data: JSON.parse(data) as Json });
      }
    }
  })().catch(() => undefined);
  const close = (): Promise<void> => {
    stopper.abort();
    return reading;
  };
  return { got, close };
}
