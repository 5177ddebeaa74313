import type { HttpRequest, MultipartPart, RetryClass } from '@baton/http-kit';
import {
  type CallerOptions,
  type CallOptions,
  createCaller,
  createPages,
  list,
  type Pages,
  toPath,
} from '@baton/http-kit';
import { zohoAuthorization } from '../authorization.ts';
import { readDeskAnswer } from './answers.ts';

export type DeskOptions = CallerOptions & {
  /** Sent as the header `orgId`. */
  organizationId: string;
  /** Whether `threads.reply` may send real mail to customers; default false. */
  canReply?: boolean;
};

export type DeskCall = {
  operation: string;
  method: HttpRequest['method'];
  path: string;
  /** Default: `read` for GET, else `unsafe`. */
  retryClass?: RetryClass;
  at?: Record<string, string>;
  query?: Record<string, string>;
  json?: unknown;
  multipart?: readonly MultipartPart[];
  weight?: number;
  options?: CallOptions | undefined;
};

export type DeskList<Item> = Omit<DeskCall, 'method'> & {
  decode(row: unknown): Item;
  /** Rows per page, the greatest the endpoint takes. */
  limit: number;
  /** The last row the endpoint shows. */
  windowMax?: number;
};

export type DeskContext = {
  canReply: boolean;
  call(call: DeskCall): Promise<unknown>;
  pages<Item extends { id: string }>(list: DeskList<Item>): Pages<Item>;
};

/** The contract's advice (zoho-desk §11): the limit is the whole portal's. */
const concurrencyMax = 4;

export function createDeskContext(options: DeskOptions): DeskContext {
  const send = createCaller(options, {
    ...zohoAuthorization,
    read: readDeskAnswer,
    concurrencyMax,
    headers: { orgId: options.organizationId },
    leftHeaders: ['x-rate-limit-remaining-v3'],
  });
  const call = ({ at = {}, path, ...rest }: DeskCall): Promise<unknown> =>
    send({
      retryClass: rest.method === 'GET' ? 'read' : 'unsafe',
      ...rest,
      operation: `desk.${rest.operation}`,
      path: toPath(path, at),
    });
  return {
    canReply: options.canReply ?? false,
    call,
    pages: ({ decode, limit, windowMax = 50_000, ...given }) =>
      createPages({
        start: 0,
        fetch: async (from) => {
          const query = { ...given.query, from: String(from), limit: String(limit) };
          const rows = list(await call({ ...given, method: 'GET', query, weight: weightOf(from) }), 'data');
          const next = from + limit;
          return { items: rows.map(decode), next: rows.length < limit || next >= windowMax ? null : next };
        },
        // Some notes count from 1: the ids tell doubles apart (contract zoho-desk §11).
        id: (item) => item.id,
      }),
  };
}

/** What a list costs in credits (contract zoho-desk §11). */
function weightOf(from: number): number {
  if (from <= 2_000) return 3;
  if (from <= 10_000) return 5;
  return from <= 50_000 ? 10 : 50;
}
