import { readdirSync, readFileSync } from 'node:fs';
import type { Answer, Call } from './calls.ts';

export type Product = 'salesiq' | 'desk' | 'crm' | 'oauth' | 'hubspot';
type Fields = Record<string, unknown>;
export type Fixture = {
  certainty: 'high' | 'medium' | 'low';
  request: {
    method: string;
    url: string;
    headers?: Record<string, string>;
    query?: Record<string, string>;
    body?: unknown;
  };
  response: { status: number; headers: Record<string, string>; body: unknown };
  form?: Record<string, string>;
  delivery?: unknown;
};

const folderOf = (product: Product): URL => new URL(`../../../fixtures/${product}/`, import.meta.url);

const fixtureNames = (product: Product): string[] =>
  readdirSync(folderOf(product))
    .filter((name) => name.endsWith('.json') && name !== 'manifest.json')
    .map((name) => name.replace(/\.json$/, ''));

/** A fixture with the emulator's own ids, addresses and secrets in place of the invented ones. */
export function loadFixture(product: Product, name: string, replaced: Record<string, string> = {}): Fixture & Fields {
  let text = readFileSync(new URL(`${name}.json`, folderOf(product)), 'utf8');
  for (const [invented, real] of Object.entries(replaced)) text = text.replaceAll(invented, real);
  const fixture: Fixture & Fields = JSON.parse(text);
  return fixture;
}

/** Fixtures that neither list names, names without a fixture, and names in both. */
export function listingProblems(product: Product, covered: string[], notCovered: Record<string, string>): string[] {
  const names = fixtureNames(product);
  const listed = [...covered, ...Object.keys(notCovered)];
  return [
    ...names.filter((name) => !listed.includes(name)).map((name) => `no test and no reason: ${name}`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `no such fixture: ${name}`),
    ...covered.filter((name) => name in notCovered).map((name) => `listed twice: ${name}`),
  ];
}

/** The request of a fixture as a call. Its token is the one given here. */
export function callOf({ request }: Fixture, token?: string): Call {
  const { method, url, headers = {}, query = {}, body } = request;
  const form: unknown = Reflect.get(request, 'form');
  const kept = Object.entries(headers).filter(([name]) => !/^(authorization|content-type)$/i.test(name));
  return {
    method,
    path: new URL(url).pathname,
    query,
    headers: Object.fromEntries(kept),
    ...(body === undefined ? {} : { json: body }),
    ...(form === undefined ? {} : { form: form as Record<string, string> }),
    ...(token === undefined ? {} : { token }),
  };
}

export type Comparison = {
  /** Paths below which any key is right, for example `/cf`. */
  open?: string[];
  /** The sample shows only some members. */
  isPart?: boolean;
};

/** How an answer differs from the one in the fixture: status, headers, and the body's shape or, for errors, its very words. */
export function answerDifferences({ response, certainty }: Fixture, answer: Answer, how: Comparison = {}): string[] {
  const { status, headers, body } = response;
  const isError = status >= 400 || (typeof body === 'object' && body !== null && 'error' in body);
  const isWorded = isError && certainty !== 'low';
  const absent = Object.keys(headers).filter((name) => answer.headers[name.toLowerCase()] === undefined);
  const type = headers['Content-Type'];
  return [
    ...(answer.status === status ? [] : [`status ${answer.status} instead of ${status}`]),
    ...absent.filter((name) => !(body === null && name === 'Content-Type')).map((name) => `no header ${name}`),
    ...(type === undefined || body === null || answer.headers['content-type'] === type ? [] : ['another content type']),
    ...(isWorded && same(body) !== same(answer.body) ? [`${same(answer.body)} instead of ${same(body)}`] : []),
    ...shapeDifferences(body, answer.body, how),
  ];
}

const same = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => left.localeCompare(right)))
      : inner,
  );

/** Keys that only one side has, and values of another type. Where the sample has null anything is right. */
export function shapeDifferences(sample: unknown, other: unknown, how: Comparison & { path?: string } = {}): string[] {
  const { path = '' } = how;
  if (sample === null && path !== '') return [];
  if (Array.isArray(sample) && Array.isArray(other)) {
    if (sample.length > 0 && other.length === 0) return [`${path} is empty`];
    return other.flatMap((item, index) => {
      const model: unknown = sample.length > index ? sample[index] : sample.at(-1);
      return model === undefined ? [] : shapeDifferences(model, item, { ...how, path: `${path}/${index}` });
    });
  }
  if (kindOf(sample) !== kindOf(other)) return [`${path} is ${kindOf(other)} instead of ${kindOf(sample)}`];
  if (kindOf(sample) !== 'object') return [];
  if (how.open?.some((open) => path.endsWith(open)) === true) return [];
  const [wanted, given] = [new Map(Object.entries(sample as Fields)), new Map(Object.entries(other as Fields))];
  const extra = how.isPart === true ? [] : [...given.keys()].filter((key) => !wanted.has(key));
  return [
    ...extra.map((key) => `${path}/${key} is too much`),
    ...[...wanted].flatMap(([key, value]) =>
      given.has(key)
        ? shapeDifferences(value, given.get(key), { ...how, path: `${path}/${key}` })
        : [`${path}/${key} is missing`],
    ),
  ];
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
