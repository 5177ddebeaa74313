import {
  type CallerOptions,
  type CallOptions,
  ClientError,
  createCaller,
  type MultipartPart,
  member,
  noAnswer,
  type TokenSource,
  toPath,
} from '@baton/http-kit';
import { zohoAuthorization } from '../authorization.ts';
import { readSalesIqAnswer, unsupported } from './answers.ts';
import { type SalesIqOperation, type SalesIqRoute, type SalesIqStyle, salesIqRoutes } from './routes.ts';

export type SalesIqOptions = CallerOptions & {
  /** The portal's screen name. With one the real addresses are used, without the plain ones of seed 004. */
  screenName?: string;
  /** The Visitor API takes tokens of the organisation only. */
  orgTokens?: TokenSource;
};

export type SalesIqCall = {
  /** What stands in the path. */
  at?: Record<string, string>;
  query?: Record<string, string>;
  json?: unknown;
  multipart?: readonly MultipartPart[];
  answer?: 'bytes';
  bodyBytesMax?: number;
  options?: CallOptions | undefined;
};

/** What the resources of one client share. */
export type SalesIqContext = {
  style: SalesIqStyle;
  supports(operation: SalesIqOperation): boolean;
  /** @throws ClientError `unsupported` before any request when this style has no such operation */
  require(operation: SalesIqOperation): void;
  /** The whole body. */
  body(operation: SalesIqOperation, call: SalesIqCall): Promise<unknown>;
  /** The body's `data`. */
  data(operation: SalesIqOperation, call: SalesIqCall): Promise<unknown>;
  /** The body's `data`, which must be there. @throws ClientError `undecodable` */
  item(operation: SalesIqOperation, call: SalesIqCall): Promise<unknown>;
};

/** Seed 004's number; Zoho publishes none (contract salesiq §1.5). */
const concurrencyMax = 10;

export function createSalesIqContext(options: SalesIqOptions): SalesIqContext {
  const { screenName = '', orgTokens } = options;
  const style: SalesIqStyle = screenName === '' ? 'plain' : 'portal';
  const call = createCaller(options, { ...zohoAuthorization, read: readSalesIqAnswer, concurrencyMax });
  const routeOf = (operation: SalesIqOperation): SalesIqRoute => salesIqRoutes[operation];
  const require = (operation: SalesIqOperation): void => {
    if (routeOf(operation)[style] === null) throw unsupported(operation, style);
  };
  const body = async (operation: SalesIqOperation, { at = {}, ...rest }: SalesIqCall): Promise<unknown> => {
    const route = routeOf(operation);
    const place = route[style];
    if (place === null) throw unsupported(operation, style);
    if (route.needsOrgToken === true && orgTokens === undefined) throw noOrgTokens(operation);
    const [method, template] = place;
    return call({
      ...rest,
      operation: `salesiq.${operation}`,
      retryClass: route.retryClass,
      method,
      path: toPath(template, { ...at, screen: screenName }),
      ...(route.needsOrgToken === true && orgTokens !== undefined ? { tokens: orgTokens } : {}),
    });
  };
  const data: SalesIqContext['data'] = async (operation, given) => member(await body(operation, given), 'data') ?? null;
  return {
    style,
    supports: (operation) => routeOf(operation)[style] !== null,
    require,
    body,
    data,
    item: async (operation, given) => {
      const found = await data(operation, given);
      if (found === null) throw noAnswer('SalesIQ', routeOf(operation).retryClass === 'read');
      return found;
    },
  };
}

const noOrgTokens = (operation: string): ClientError =>
  new ClientError('misconfigured', `"${operation}" takes a token of the organisation, and there is no source of one.`, {
    retryable: false,
    fix: 'Consent on the organisation path and pass orgTokens.',
  });

/** The rows of an answer's `data`, which is a list, or a map with one list in it. */
export function rowsOf(data: unknown, ...names: string[]): unknown[] {
  if (Array.isArray(data)) return data;
  for (const name of ['list', ...names]) {
    const found = member(data, name);
    if (Array.isArray(found)) return found;
  }
  return [];
}
