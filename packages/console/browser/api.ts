/** Everything that comes over the wire is read as this and asked member by member. */
export type Data = { readonly [name: string]: unknown };

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const dataOf = (value: unknown): Data => (isData(value) ? value : {});
export const listOf = (value: unknown): Data[] => (Array.isArray(value) ? value.filter(isData) : []);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** A refusal of the API, in words for the agent. `code`: the last word of its type. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

let csrf = '';
export const keepCsrf = (token: string): void => {
  csrf = token;
};

type Options = { body?: unknown; file?: File; key?: string };

/** Calls the API of the console. @throws Refusal */
export async function call(method: string, path: string, { body, file, key }: Options = {}): Promise<Data> {
  const headers = new Headers();
  if (method !== 'GET') headers.set('x-baton-csrf', csrf);
  if (key !== undefined) headers.set('idempotency-key', key);
  if (file !== undefined) headers.set('content-type', file.type === '' ? 'application/octet-stream' : file.type);
  else if (body !== undefined) headers.set('content-type', 'application/json');
  const sent = file ?? (body === undefined ? null : JSON.stringify(body));
  const response = await fetch(`/console/api/${path}`, { method, headers, body: sent });
  const text = await response.text();
  const answer = dataOf(text === '' ? {} : JSON.parse(text));
  if (response.ok) return answer;
  const code = textOf(answer['type']).split(':').at(-1) ?? '';
  const detail = textOf(answer['detail']);
  throw new Refusal(code, `${textOf(answer['title'])}${detail === '' ? '' : `: ${detail}`}`);
}

const triesMax = 4;

/** Does something in a chat. Where no answer came it is asked again under the same key, and so done once. */
export async function act(chatId: string, action: string, body: object = {}): Promise<Data> {
  const key = crypto.randomUUID();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call('POST', `chats/${encodeURIComponent(chatId)}/${action}`, { body, key });
    } catch (error) {
      if (error instanceof Refusal || attempt === triesMax) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}
