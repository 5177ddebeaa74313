import { ClientError, type ClientErrorCode, type HttpResponse } from '@baton/http-kit';
import { text } from './decode.ts';

/**
 * The body of a success.
 * @throws ClientError with Botpress' own `type` as vendor code; never with its text, which may repeat what was sent
 */
export function readAnswer(response: HttpResponse, { isRead }: { isRead: boolean }): unknown {
  const { status, body } = response;
  const isJson = typeof body === 'object' && body !== null;
  if (status >= 200 && status < 300 && isJson) return body;
  if (status >= 200 && status < 300) throw toError(response, { ...unreadable, isRead });
  throw toError(response, { ...verdictOf(status), isRead });
}

type Verdict = { code: ClientErrorCode; retryable: boolean; isInDoubt: boolean; words: string; fix: string | null };

function toError(
  { status, body, retryAfterMs, requestId }: HttpResponse,
  { code, retryable, isInDoubt, words, fix, isRead }: Verdict & { isRead: boolean },
): ClientError {
  const vendorCode = text(body, 'type');
  return new ClientError(code, `Botpress ${words} (${vendorCode ?? status}).`, {
    retryable,
    isAmbiguous: isInDoubt && !isRead,
    status,
    vendorCode,
    retryAfterMs,
    requestId: requestId ?? text(body, 'id'),
    ...(fix === null ? {} : { fix }),
  });
}

const final = (code: ClientErrorCode, words: string, fix: string | null = null): Verdict => ({
  ...{ code, words, fix },
  retryable: false,
  isInDoubt: false,
});

/** A success that is no JSON: something on the way answered. */
const unreadable: Verdict = {
  code: 'unavailable',
  words: 'answered with something unreadable',
  fix: 'Something between here and Botpress answered; check the base URL.',
  retryable: true,
  isInDoubt: true,
};

const refusals: Readonly<Record<number, Verdict>> = {
  401: final('unauthorised', 'refused the token', 'Make a new Integration Access Key of this integration.'),
  403: final('forbidden', 'does not allow this', 'Compare bot, integration and alias with the installation.'),
  404: final('not-found', 'does not know it'),
  409: final('conflict', 'has it in another state'),
};

function verdictOf(status: number): Verdict {
  if (status === 429) return { ...final('throttled', 'asks to slow down'), retryable: true };
  if (status >= 500 || status === 408) return { ...final('unavailable', 'failed'), retryable: true, isInDoubt: true };
  if (status >= 300 && status < 400) return final('misconfigured', 'leads elsewhere', 'Check the base URL.');
  return refusals[status] ?? final('invalid', 'refused the request');
}
