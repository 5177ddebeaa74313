import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { sendOutbound } from '../outbound.ts';
import { BOT_KEY_OWNER } from '../seed.ts';
import { signRsa } from '../signing.ts';
import type { SalesIqStore } from '../store.ts';
import { type BotAction, readBotAnswer } from './answer.ts';
import { type BotCall, type BotCallPlace, botRequest } from './request.ts';

export type BotCallResult =
  | { ok: true; requestId: string; answer: BotAction; raw: unknown }
  | { ok: false; requestId: string; problem: string };

/** Calls the Zobot address: signed with the bot's own key, a new `request.id` each time, 5 s for the whole answer. */
export function createBotCaller(store: SalesIqStore) {
  const closing = new AbortController();
  // Each call under way listens, and Node warns of more than ten.
  setMaxListeners(0, closing.signal);
  return {
    async call(call: BotCall, who: Pick<BotCallPlace, 'visitor' | 'conversation'>): Promise<BotCallResult> {
      const requestId = randomUUID();
      const url = store.addresses.zobotUrl;
      if (url === null) return { ok: false, requestId, problem: 'No Zobot address is set.' };
      const place = { ...who, orgId: store.portal().orgId, requestId };
      const body = Buffer.from(JSON.stringify(botRequest(call, place)));
      const key = store.tables.keys.find((row) => row.owner === BOT_KEY_OWNER);
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        ...(key ? { 'x-siqsignature': signRsa(key.privatePem, body) } : {}),
      };
      const timeoutMs = store.settings().botTimeoutMs;
      try {
        const reply = await sendOutbound({
          method: 'POST',
          url,
          headers,
          body,
          timeoutMs,
          signal: closing.signal,
        });
        if (reply.status < 200 || reply.status >= 300) {
          return { ok: false, requestId, problem: `The bot answered with status ${reply.status}.` };
        }
        const raw: unknown = JSON.parse(reply.body.toString('utf8'));
        const reading = readBotAnswer(raw);
        return reading.ok ? { ok: true, requestId, answer: reading.answer, raw } : { ...reading, requestId };
      } catch (error) {
        return { ok: false, requestId, problem: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => closing.abort(),
  };
}
export type BotCaller = ReturnType<typeof createBotCaller>;
