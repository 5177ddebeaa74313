import { ClientError, type HttpResponse } from '@baton/http-kit';
import type { TokenSource } from './accounts/token-source.ts';
import { type CallerOptions, createCaller, errorForStatus } from './caller.ts';
import { list, member, text } from './decode.ts';

export type SalesIqConversation = { id: string; question: string | null };
export type SalesIqMessage = { id: string; senderId: string; text: string };
export type OpenConversation = {
  appId: string;
  departmentId: string;
  question: string;
  waitSeconds: number;
  visitor: { userId: string; name: string; email: string | null; phone: string | null };
};

/** Zoho SalesIQ REST v2 and Visitor API v1 (contract salesiq §1–§3). `orgTokens`: the Visitor API takes an organisation's token only. */
export type SalesIqClient = ReturnType<typeof createSalesIqClient>;

export function createSalesIqClient(options: CallerOptions & { screenName: string; orgTokens: TokenSource }) {
  const call = createCaller(options, readAnswer);
  const callAsOrg = createCaller({ ...options, tokens: options.orgTokens }, readAnswer);
  const rest = `/api/v2/${options.screenName}`;
  const visitor = `/api/visitor/v1/${options.screenName}`;
  return {
    /** §3: opens a conversation as the visitor; the answer's id is `entity_id` of later events. */
    openConversation: async (opening: OpenConversation): Promise<string> => {
      const { userId, name, email, phone } = opening.visitor;
      const data = await callAsOrg({
        method: 'POST',
        path: `${visitor}/conversations`,
        json: {
          app_id: opening.appId,
          department_id: opening.departmentId,
          question: opening.question,
          custom_wait_time: opening.waitSeconds,
          visitor: {
            user_id: userId,
            name,
            ...(email === null ? {} : { email }),
            ...(phone === null ? {} : { phone }),
          },
        },
      });
      const id = text(data, 'conversation_id') ?? text(data, 'id');
      if (id === null)
        throw new ClientError('undecodable', 'SalesIQ opened a conversation without telling its id.', {
          retryable: true,
          isAmbiguous: true,
        });
      return id;
    },
    /** §3. */
    sendAsVisitor: async (conversationId: string, message: string): Promise<void> => {
      await callAsOrg({
        method: 'POST',
        path: `${visitor}/conversations/${conversationId}/messages`,
        json: { text: message },
      });
    },
    /** §2.1, newest page only. */
    listConversations: async (query: Record<string, string>): Promise<SalesIqConversation[]> =>
      asList(await call({ method: 'GET', path: `${rest}/conversations`, query: { limit: '99', ...query } })).map(
        (row) => ({
          id: text(row, 'id') ?? '',
          question: text(row, 'question'),
        }),
      ),
    /** §1.6, §2.1: the whole transcript, oldest first. */
    listMessages: async (conversationId: string): Promise<SalesIqMessage[]> => {
      const path = `${rest}/conversations/${conversationId}/messages`;
      const found = new Map<string, SalesIqMessage>();
      for (let fromTime = '0'; ; ) {
        const page = asList(await call({ method: 'GET', path, query: { from_time: fromTime, limit: '99' } }));
        const sizeBefore = found.size;
        for (const row of page) {
          const id = text(row, 'id') ?? '';
          found.set(id, {
            id,
            senderId: text(member(row, 'sender'), 'id') ?? '',
            text: text(member(row, 'message'), 'text') ?? '',
          });
          fromTime = text(row, 'time') ?? fromTime;
        }
        if (page.length < 99 || found.size === sizeBefore) return [...found.values()];
      }
    },
    /** §2.4: the final answer of a Zobot request that was answered with "pending". */
    finishCallback: async (requestId: string, response: Record<string, unknown>): Promise<void> => {
      await call({ method: 'POST', path: `${rest}/callbacks/${requestId}/response`, json: response });
    },
  };
}

const asList = (data: unknown): unknown[] => (Array.isArray(data) ? data : list(data, 'list'));

/** §1.3: look at the body first; errors come with status 200 too. */
function readAnswer(response: HttpResponse): { ok: true; body: unknown } | { ok: false; error: ClientError } {
  const error = member(response.body, 'error');
  if (typeof error === 'object' && error !== null)
    return { ok: false, error: toError(response, text(error, 'code') ?? '') };
  if (response.status < 200 || response.status >= 300)
    return { ok: false, error: errorForStatus(response, null, true) };
  return { ok: true, body: member(response.body, 'data') ?? null };
}

/** §1.4. */
function toError(response: HttpResponse, code: string): ClientError {
  const options = { status: response.status, vendorCode: code, retryAfterMs: response.retryAfterMs };
  if (code === '1008')
    return new ClientError('unauthorised', 'SalesIQ refused the token (1008).', { ...options, retryable: true });
  if (code === '1023')
    return new ClientError('throttled', 'SalesIQ asks to slow down (1023).', { ...options, retryable: true });
  if (code === '1001') return new ClientError('unavailable', 'SalesIQ failed (1001).', { ...options, retryable: true });
  if (code === '1019')
    return new ClientError('not-found', 'SalesIQ does not know it (1019).', { ...options, retryable: false });
  return new ClientError('invalid', `SalesIQ refused the request (${code}).`, { ...options, retryable: false });
}
