import { ClientError, type Http, type HttpRequest, type HttpResponse } from '@baton/http-kit';
import type { TokenSource } from './accounts/token-source.ts';

export type CallerOptions = { http: Http; baseUrl: string; tokens: TokenSource; headers?: Record<string, string> };

export type Call = {
  method: HttpRequest['method'];
  path: string;
  query?: Record<string, string>;
  json?: unknown;
};

/** Reads a vendor's answer: the value, or the error it stands for. */
export type ReadAnswer = (response: HttpResponse) => { ok: true; body: unknown } | { ok: false; error: ClientError };

const concurrencyMax = 4;

/** Calls one vendor API with a token, at most four at a time, refreshing once when the token is refused. */
export function createCaller(options: CallerOptions, read: ReadAnswer): (call: Call) => Promise<unknown> {
  const queue: (() => void)[] = [];
  let active = 0;
  const enter = async (): Promise<void> => {
    if (active >= concurrencyMax) await new Promise<void>((resolve) => queue.push(resolve));
    else active += 1;
  };
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) active -= 1;
    else next();
  };
  const once = async (call: Call, token: string): ReturnType<typeof attempt> => attempt(options, read, { call, token });
  return async (call) => {
    await enter();
    try {
      const token = await options.tokens.token();
      const first = await once(call, token);
      if (first.ok) return first.body;
      if (first.error.code !== 'unauthorised') throw first.error;
      await options.tokens.invalidate(token);
      const second = await once(call, await options.tokens.token());
      if (second.ok) return second.body;
      throw second.error;
    } finally {
      leave();
    }
  };
}

async function attempt(
  options: CallerOptions,
  read: ReadAnswer,
  { call, token }: { call: Call; token: string },
): Promise<ReturnType<ReadAnswer>> {
  const query = call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`;
  const response = await options.http.send({
    method: call.method,
    url: `${options.baseUrl}${call.path}${query}`,
    headers: { authorization: `Zoho-oauthtoken ${token}`, ...options.headers },
    ...(call.json === undefined ? {} : { json: call.json }),
  });
  return read(response);
}

/** What a status says when the vendor's own code says nothing more. */
export function errorForStatus(response: HttpResponse, vendorCode: string | null, isWrite: boolean): ClientError {
  const { status, retryAfterMs } = response;
  const options = { status, vendorCode, retryAfterMs };
  const code = vendorCode ?? String(status);
  if (status === 429)
    return new ClientError('throttled', `The vendor asks to slow down (${code}).`, { ...options, retryable: true });
  if (status >= 500)
    return new ClientError('unavailable', `The vendor failed (${code}).`, {
      ...options,
      retryable: true,
      isAmbiguous: isWrite,
    });
  if (status === 401)
    return new ClientError('unauthorised', `The vendor refused the token (${code}).`, { ...options, retryable: true });
  if (status === 403)
    return new ClientError(
      'forbidden',
      `The token may not do this (${code}). Check scopes, organisation and profile.`,
      { ...options, retryable: true },
    );
  if (status === 404)
    return new ClientError('not-found', `The vendor does not know it (${code}).`, { ...options, retryable: false });
  return new ClientError('invalid', `The vendor refused the request (${code}).`, { ...options, retryable: false });
}
