import type { CallOptions } from '@baton/http-kit';
import { list, member, text, textOrEmpty } from '@baton/http-kit';
import { type ChatFeedback, toFeedback } from './chats.ts';
import { rowsOf, type SalesIqContext } from './context.ts';

export type Tag = { id: string; name: string; color: string | null; module: string | null };
export type NewTag = { name: string; color: string; module: 'conversations' | 'visitors' | 'contacts' | 'companies' };

/** A routing rule in Zoho's own model (contract salesiq §2.5): alternatives within a criterion, all criteria together. */
export type ChatRoutingRule = { id: string; title: string; raw: unknown };
export type ChatRoutingRuleBody = {
  app_id: string;
  title: string;
  and_criteria: readonly {
    or_criteria: readonly { field_name: string; comparator: string; values: readonly string[] }[];
  }[];
  routing_type: string;
  userset: readonly {
    operator_ids?: readonly string[];
    department_ids?: readonly string[];
    dynamic_users?: readonly string[];
  }[];
};

/** Tags (contract salesiq §2.5). Portal style. */
export const createTags = (context: SalesIqContext) => ({
  /**
   * Makes a tag. Portal style. Scope SalesIQ.tags.CREATE · §2.5 · retry: unsafe.
   * @throws ClientError `conflict` when the name is taken
   * @example await salesiq.tags.create({ name: 'vip', color: '#ff0000', module: 'conversations' })
   */
  create: async (tag: NewTag, options?: CallOptions): Promise<Tag> =>
    toTag(await context.item('tags.create', { json: tag, options })),
  /**
   * All tags; the address is inferred. Portal style. Scope SalesIQ.tags.READ · §2.5 · retry: read.
   * @example (await salesiq.tags.list()).find(({ name }) => name === 'vip')
   */
  list: async (options?: CallOptions): Promise<Tag[]> =>
    rowsOf(await context.data('tags.list', { options })).map(toTag),
});

/** Finishing a Zobot answer that was `pending`, within 3 minutes (contract salesiq §2.4). Portal style. */
export const createCallbacks = (context: SalesIqContext) => ({
  /**
   * Says that the work goes on. Scope SalesIQ.callbacks.UPDATE · §2.4 · retry: unsafe.
   * @example await salesiq.callbacks.progress(request.id, 'Still working on it.')
   */
  progress: async (requestId: string, note: string, options?: CallOptions): Promise<void> => {
    await context.data('callbacks.progress', { at: { id: requestId }, json: { text: note }, options });
  },
  /**
   * Gives the final answer: any Zobot response but `pending` (§5.3). Scope SalesIQ.callbacks.UPDATE · §2.4 · retry: unsafe.
   * @example await salesiq.callbacks.finish(request.id, { action: 'reply', replies: ['Done.'] })
   */
  finish: async (requestId: string, response: Record<string, unknown>, options?: CallOptions): Promise<void> => {
    await context.data('callbacks.finish', { at: { id: requestId }, json: response, options });
  },
});

/** What visitors thought, over all chats (contract salesiq §2.1). Portal style. */
export const createFeedbacks = (context: SalesIqContext) => ({
  /**
   * All feedback. Scope SalesIQ.feedbacks.READ · §2.1 · retry: read.
   * @example (await salesiq.feedbacks.list()).filter(({ rating }) => rating === 1)
   */
  list: async (options?: CallOptions): Promise<(ChatFeedback & { chatId: string | null })[]> =>
    rowsOf(await context.data('feedbacks.list', { options }), 'feedbacks').map((row) => ({
      ...toFeedback(row),
      chatId: text(row, 'conversation_id'),
    })),
});

/** Files of chats (contract salesiq §2.1). Portal style. */
export const createAttachments = (context: SalesIqContext) => ({
  /**
   * The bytes of a file, at most `bytesMax` (default 50 MB). Scope SalesIQ.conversations.READ · §2.1, §5.2 · retry: read.
   * @example await salesiq.attachments.download({ key, fileName: 'photo.png', chatId: 'LD_3310874420015582917_1701200417' })
   */
  download: async (
    {
      key,
      fileName,
      chatId,
      bytesMax = 50 * 1_048_576,
    }: { key: string; fileName: string; chatId: string; bytesMax?: number },
    options?: CallOptions,
  ): Promise<Uint8Array> => {
    const query = { file_name: fileName, chat_id: chatId, purpose: 'chat_attachment' };
    const bytes = await context.body('attachments.download', {
      at: { id: key },
      query,
      answer: 'bytes',
      bodyBytesMax: bytesMax,
      options,
    });
    return bytes instanceof Uint8Array ? bytes : new Uint8Array();
  },
});

/** Routing rules in Zoho's model (contract salesiq §2.5). Portal style; the methods of change and removal are inferred. */
export const createChatRoutingRules = (context: SalesIqContext) => ({
  /**
   * All rules. Scope SalesIQ.chatroutingrules.READ · §1.3, §2.5 · retry: read.
   * @example await salesiq.chatRoutingRules.list()
   */
  list: async (options?: CallOptions): Promise<{ routesToAll: boolean | null; rules: ChatRoutingRule[] }> => {
    const data = await context.data('chatRoutingRules.list', { options });
    const routesToAll = member(data, 'route_to_all');
    const rules = Array.isArray(data) ? data : list(data, 'rule_list');
    return { routesToAll: typeof routesToAll === 'boolean' ? routesToAll : null, rules: rules.map(toRule) };
  },
  /**
   * Adds a rule. Scope SalesIQ.chatroutingrules.CREATE · §2.5 · retry: unsafe.
   * @example await salesiq.chatRoutingRules.create(rule)
   */
  create: async (rule: ChatRoutingRuleBody, options?: CallOptions): Promise<ChatRoutingRule> =>
    toRule(await context.item('chatRoutingRules.create', { json: rule, options })),
  /**
   * Changes a rule. Scope SalesIQ.chatroutingrules.UPDATE · §2.5 · retry: idempotent.
   * @example await salesiq.chatRoutingRules.update(id, { title: 'Sales first' })
   */
  update: async (id: string, change: Partial<ChatRoutingRuleBody>, options?: CallOptions): Promise<ChatRoutingRule> =>
    toRule(await context.item('chatRoutingRules.update', { at: { id }, json: change, options })),
  /**
   * Removes a rule. Scope SalesIQ.chatroutingrules.DELETE · §2.5 · retry: idempotent.
   * @example await salesiq.chatRoutingRules.delete(id)
   */
  delete: async (id: string, options?: CallOptions): Promise<void> => {
    await context.data('chatRoutingRules.delete', { at: { id }, options });
  },
});

const toTag = (row: unknown): Tag => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  color: text(row, 'color'),
  module: text(row, 'module'),
});

const toRule = (row: unknown): ChatRoutingRule => ({
  id: textOrEmpty(row, 'id'),
  title: textOrEmpty(row, 'title'),
  raw: row,
});
