import { createHttp, type Http } from '../src/index.ts';

/** What a client sent: as a fixture tells a request. */
export type Sent = {
  method: string;
  url: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: unknown;
  form?: Record<string, string>;
  /** Names and types of the files, texts of the other parts. */
  multipart?: Record<string, unknown>;
};

export type FakeAnswer = { status?: number; headers?: Record<string, string>; body?: unknown };

/** An Http that gives these answers in turn, the last one for ever, and keeps what it was sent. */
export function fakeHttp(...answers: FakeAnswer[]): { http: Http; sent: Sent[] } {
  const sent: Sent[] = [];
  const http = createHttp({
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const { status = 200, headers = {}, body = null } = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push({
        method: init?.method ?? 'GET',
        url: `${url.origin}${url.pathname}`,
        query: Object.fromEntries(url.searchParams),
        headers: Object.fromEntries(new Headers(init?.headers)),
        ...(await bodyOf(init)),
      });
      const text = body === null ? null : typeof body === 'string' ? body : JSON.stringify(body);
      return new Response(text, { status, headers });
    },
  });
  return { http, sent };
}

async function bodyOf(init: RequestInit | undefined): Promise<Pick<Sent, 'body' | 'form' | 'multipart'>> {
  const body = init?.body;
  if (body instanceof URLSearchParams) return { form: Object.fromEntries(body) };
  if (typeof body === 'string') return { body: JSON.parse(body) as unknown };
  if (init === undefined || body === undefined || body === null) return {};
  const multipart: Record<string, unknown> = {};
  for (const [name, part] of await new Request('http://localhost', init).formData())
    multipart[name] = typeof part === 'string' ? part : { filename: part.name, contentType: part.type };
  return { multipart };
}

/** A token source with one token for ever. */
export const fixedToken = (token = '1000.EXAMPLE-ACCESS-TOKEN') => {
  const refused: string[] = [];
  return {
    refused,
    token: () => Promise.resolve(token),
    invalidate: (given: string) => {
      refused.push(given);
      return Promise.resolve();
    },
  };
};
