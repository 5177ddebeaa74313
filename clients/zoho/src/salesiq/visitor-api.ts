import type { CallOptions } from '@baton/http-kit';
import { ClientError, defined, text } from '@baton/http-kit';
import { type Chat, type ChatMessage, toChat, toMessage } from './chat.ts';
import { type SalesIqFile, toParts } from './chat-steps.ts';
import { rowsOf, type SalesIqContext } from './context.ts';

export type Opening = {
  appId: string;
  departmentId: string;
  question: string;
  /** How long until the chat counts as missed, 1 to 999. */
  waitSeconds?: number;
  visitor: {
    /** Yours, for example the e-mail address; ids of the bot preview (`botpreview_…`) cannot be used. */
    userId: string;
    name?: string | null;
    email?: string | null;
    phone?: string | null;
    /** Further members in Zoho's own words: avuid, cvuid, platform, current_page, country_code, local_time_zone, … */
    more?: Record<string, string>;
  };
  customInfo?: Record<string, string>;
};

export type Opened = { chatId: string; channelId: string | null };

/** Acting as the visitor (contract salesiq §3). Portal style, with a token of the organisation; there is no way to close. */
export const createVisitorApi = (context: SalesIqContext) => ({
  /**
   * Opens a chat as the visitor; its id is `entity_id` of later events. Org token, scope SalesIQ.conversations.CREATE · §3 · retry:
   * unsafe. After an ambiguous error look for the question among the visitor's chats before opening another.
   * @example const { chatId } = await salesiq.visitorApi.open({ appId, departmentId, question: 'Handed over', visitor: { userId: email, name, email } })
   */
  open: async (opening: Opening, options?: CallOptions): Promise<Opened> => {
    const data = await context.item('visitorApi.open', { json: toBody(opening), options });
    const chatId = text(data, 'conversation_id') ?? text(data, 'id');
    if (chatId === null || chatId === '')
      throw new ClientError('undecodable', 'SalesIQ opened a conversation without telling its id.', {
        retryable: true,
        isAmbiguous: true,
      });
    return { chatId, channelId: text(data, 'channel_id') };
  },
  /**
   * Says something as the visitor. Org token, scope SalesIQ.conversations.CREATE · §3 · retry: unsafe.
   * @example await salesiq.visitorApi.send(chatId, 'My user name is asha.v')
   */
  send: async (chatId: string, message: string, options?: CallOptions): Promise<ChatMessage> =>
    toMessage(
      await context.item('visitorApi.send', { at: { id: chatId }, json: { text: message }, options }),
      'portal',
    ),
  /**
   * Sends a file as the visitor, up to 50 MB, streamed. Org token, scope SalesIQ.conversations.CREATE · §3 · retry: unsafe.
   * @example await salesiq.visitorApi.sendFile(chatId, { fileName: 'screen.png', content: bytes })
   */
  sendFile: async (chatId: string, file: SalesIqFile, options?: CallOptions): Promise<ChatMessage> =>
    toMessage(
      await context.item('visitorApi.sendFile', { at: { id: chatId }, multipart: toParts(file), options }),
      'portal',
    ),
  /**
   * The chats of one visitor; the query is not confirmed. Org token, scope SalesIQ.conversations.READ · §3 · retry: read.
   * @example await salesiq.visitorApi.list({ cvuid })
   */
  list: async (visitor: { avuid: string } | { cvuid: string }, options?: CallOptions): Promise<Chat[]> =>
    rowsOf(await context.data('visitorApi.list', { query: { ...visitor }, options }), 'conversations').map((row) =>
      toChat(row, 'portal'),
    ),
});

function toBody({ appId, departmentId, question, waitSeconds, visitor, customInfo }: Opening): Record<string, unknown> {
  const { userId, name, email, phone, more } = visitor;
  return defined<unknown>({
    app_id: appId,
    department_id: departmentId,
    question,
    custom_wait_time: waitSeconds,
    customer_info: customInfo,
    visitor: defined<string>({ user_id: userId, name, email, phone, ...more }),
  });
}
