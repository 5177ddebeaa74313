import { readdirSync, readFileSync } from 'node:fs';
import { parseJson } from '@baton/http-kit';
import type { FakeAnswer, Sent } from '../../../packages/http-kit/testing/fake-http.ts';

export type HubSpotFixture = {
  request?: {
    method: string;
    url: string;
    headers?: Record<string, string>;
    query?: Record<string, string>;
    json?: unknown;
    form?: Record<string, string>;
    multipart?: Record<string, unknown>;
  };
  response?: { status: number; headers?: Record<string, string>; json?: unknown; body?: unknown };
  redirects?: Record<string, string>;
};

const folder = new URL('../../../fixtures/hubspot/', import.meta.url);

const fixtureNames = (): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'index.json')
    .map((name) => name.replace(/\.json$/, ''));

export function loadFixture(name: string): HubSpotFixture {
  const fixture: HubSpotFixture = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return fixture;
}

/** The answer of a sample, read as a client reads it. */
export function answerOf({ response }: HubSpotFixture): FakeAnswer {
  if (response === undefined) throw new Error('The sample has no answer.');
  const { status, headers = {}, json, body } = response;
  return { status, headers, body: json === undefined ? (body ?? null) : parseJson(JSON.stringify(json)) };
}

/** The pages are cut by the client; the samples' numbers are examples. */
const paging = ['limit', 'after'];
const withoutPaging = (query: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter(([key]) => !paging.includes(key)));

/** A request and that of a sample, both told alike. */
export function compareRequests(sent: Sent, { request }: HubSpotFixture) {
  const names = Object.keys(request?.headers ?? {});
  // The samples say JSON for everything; what has no such body needs no type, and fetch itself names that of the other bodies.
  const isTyped = (name: string): boolean => name !== 'content-type' || request?.json !== undefined;
  const told = (headers: Record<string, string>) =>
    names.filter(isTyped).map((name) => `${name}: ${headers[name]?.split(';')[0]}`);
  return {
    wanted: {
      method: request?.method,
      url: request?.url,
      query: withoutPaging(request?.query ?? {}),
      body: request?.json,
      form: request?.form,
      multipart: request?.multipart,
      headers: told(request?.headers ?? {}),
    },
    given: {
      method: sent.method,
      url: sent.url,
      query: withoutPaging(sent.query),
      body: sent.body,
      form: sent.form,
      multipart:
        sent.multipart === undefined
          ? undefined
          : Object.fromEntries(
              Object.entries(sent.multipart).map(([name, part]) => [
                name,
                typeof part === 'string' ? part : '<binary>',
              ]),
            ),
      headers: told(sent.headers),
    },
  };
}

/** Samples that are neither used nor left out for a reason, and names without a sample. */
export function listingProblems(used: readonly string[], leftOut: Record<string, string>): string[] {
  const names = fixtureNames();
  const listed = [...used, ...Object.keys(leftOut)];
  return [
    ...names.filter((name) => !listed.includes(name)).map((name) => `neither used nor left out: ${name}`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `no such sample: ${name}`),
    ...used.filter((name) => name in leftOut).map((name) => `used and left out: ${name}`),
  ];
}
