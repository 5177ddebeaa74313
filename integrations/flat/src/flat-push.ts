import { createHmac } from 'node:crypto';
import type { PortResult, Push, PushedMessage } from '@baton/core';
import { ClientError, type Http, type HttpResponse } from '@baton/http-kit';

export type FlatPushSettings = {
  http: Http;
  /** Where words are brought. */
  url: string;
  /** Shared with the receiver; signs what is sent. */
  secret: string;
  now(): Date;
};

/** What repeating the same request cannot mend: the receiver has read it and does not take it. */
const neverAccepted = new Set([400, 410, 413, 415, 422]);

/**
 * Brings words to the customer's side: `POST {chat_id, messages: [{id, author, text, suggestions}]}`. The header `x-baton-signature` is
 * `t=<seconds since 1970>,v1=<hex>`, an HMAC-SHA256 over `<t>.<body>`. Any 2xx counts as taken. The receiver drops messages whose id it
 * has, so that a repetition after an unclear end does no harm.
 */
export function createFlatPush({ http, url, secret, now }: FlatPushSettings): Push {
  return {
    send: async (chatId, messages) => {
      const body = JSON.stringify({ chat_id: chatId, messages: messages.map(withoutEmptyFile) });
      const seconds = Math.floor(now().getTime() / 1_000);
      const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-baton-signature': `t=${seconds},v1=${signature}` };
      try {
        return toResult(await http.send({ method: 'POST', url, headers, text: body }));
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        const { code, message: detail, isAmbiguous, retryAfterMs } = error;
        return { type: 'retry', code, detail, isAmbiguous, retryAfterMs };
      }
    },
    findArrived: null,
  };
}

/** A message without a file has no such member; who of the operators says it is told by no one here. */
const withoutEmptyFile = ({ file, authorName: _authorName, ...words }: PushedMessage) =>
  file === null ? words : { ...words, file };

function toResult({ status, retryAfterMs }: HttpResponse): PortResult<null> {
  if (status >= 200 && status < 300) return { type: 'ok', value: null };
  const detail = `The receiver of pushed messages answered ${status}. Look into its log, and compare BATON_FLAT_PUSH_URL and BATON_FLAT_SECRET with it.`;
  if (neverAccepted.has(status)) return { type: 'refused', code: `status-${status}`, detail };
  return { type: 'retry', code: `status-${status}`, detail, isAmbiguous: status >= 500, retryAfterMs };
}
