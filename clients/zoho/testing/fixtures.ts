import { readdirSync, readFileSync } from 'node:fs';
import { parseJson } from '@baton/http-kit';
import type { Sent } from '../../../packages/http-kit/testing/fake-http.ts';

export { type FakeAnswer, fakeHttp, fixedToken, type Sent } from '../../../packages/http-kit/testing/fake-http.ts';

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

const fixtureText = (product: Product, name: string): string =>
  readFileSync(new URL(`${name}.json`, folderOf(product)), 'utf8');

export function loadFixture(product: Product, name: string): Fixture {
  const fixture: Fixture = JSON.parse(fixtureText(product, name));
  return fixture;
}

export function loadBody(product: Product, name: string): unknown {
  return parseJson(fixtureText(product, name));
}

/** What a client operation does with a fixture. */
export type FixtureCase<Client> = {
  call(client: Client): Promise<unknown>;
  /** What is read from the answer, or the error it becomes. */
  value?: unknown;
  error?: object;
  /** Why the request is not the fixture's, where the client never sends that one. */
  otherRequest?: string;
  /** What the client sends besides. */
  added?: { query?: Record<string, string>; body?: Record<string, unknown> };
  /** How many requests it takes, where it is not one. */
  requests?: number;
};

/** The pages are cut by the client; the fixtures' numbers are examples. */
const paging = ['from', 'limit', 'page', 'per_page'];

/** A request and that of a fixture, both told alike. */
export function compareRequests(sent: Sent, { request }: Fixture, added: FixtureCase<never>['added']) {
  const withoutPaging = (query: Record<string, string>) =>
    Object.fromEntries(Object.entries(query).filter(([key]) => !paging.includes(key)));
  const wanted = {
    method: request.method,
    url: request.url,
    query: withoutPaging({ ...request.query, ...added?.query }),
    body: request.body === undefined ? undefined : { ...Object(request.body), ...added?.body },
    form: request.form,
    multipart: request.multipart,
    headers: Object.entries(request.headers ?? {})
      .map(([header, value]) => `${header.toLowerCase()}: ${value.split(';')[0]}`)
      .sort(),
  };
  const names = Object.keys(request.headers ?? {}).map((header) => header.toLowerCase());
  const given = {
    method: sent.method,
    url: sent.url,
    query: withoutPaging(sent.query),
    body: sent.body,
    form: sent.form,
    multipart: sent.multipart,
    headers: names.map((header) => `${header}: ${sent.headers[header]?.split(';')[0]}`).sort(),
  };
  return { wanted, given, isPagingWhole: paging.every((key) => /^\d*$/.test(sent.query[key] ?? '')) };
}

/** Fixtures that are neither used nor left out for a reason, and names without a fixture. */
export function listingProblems(product: Product, used: readonly string[], leftOut: Record<string, string>): string[] {
  const names = fixtureNames(product);
  const listed = [...used, ...Object.keys(leftOut)];
  return [
    ...names.filter((name) => !listed.includes(name)).map((name) => `neither used nor left out: ${name}`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `no such fixture: ${name}`),
    ...used.filter((name) => name in leftOut).map((name) => `used and left out: ${name}`),
  ];
}
