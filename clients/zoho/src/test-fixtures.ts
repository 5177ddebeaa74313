import { readdirSync, readFileSync } from 'node:fs';
import { createHttp, type Http, parseJson } from '@baton/http-kit';

export type Product = 'salesiq' | 'desk' | 'crm' | 'oauth';
export type Fixture = {
  certainty?: 'high' | 'medium' | 'low';
  request: {
    method: string;
    url: string;
    headers?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
    form?: Record<string, string>;
    multipart?: Record<string, unknown>;
  };
  response: { status: number; headers?: Record<string, string>; body?: unknown };
};

const folderOf = (product: Product): URL => new URL(`../../../fixtures/${product}/`, import.meta.url);

export const fixtureNames = (product: Product): string[] =>
  readdirSync(folderOf(product))
    .filter((name) => name.endsWith('.json') && name !== 'manifest.json')
    .map((name) => name.replace(/\.json$/, ''));

export const fixtureText = (product: Product, name: string): string =>
  readFileSync(new URL(`${name}.json`, folderOf(product)), 'utf8');

export function loadFixture(product: Product, name: string): Fixture {
  const fixture: Fixture = JSON.parse(fixtureText(product, name));
  return fixture;
}

export function loadBody(product: Product, name: string): unknown {
  return parseJson(fixtureText(product, name));
}

/** What a client sent: as a fixture tells a request. */
export type Sent = {
  method: string;
  url: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body?: unknown;
  form?: Record<string, string>;
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
        ...bodyOf(init?.body),
      });
      const text = body === null ? null : typeof body === 'string' ? body : JSON.stringify(body);
      return new Response(text, { status, headers });
    },
  });
  return { http, sent };
}

function bodyOf(body: RequestInit['body']): Pick<Sent, 'body' | 'form'> {
  if (body instanceof URLSearchParams) return { form: Object.fromEntries(body) };
  return typeof body === 'string' ? { body: JSON.parse(body) as unknown } : {};
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
