import type { CallOptions } from '@baton/http-kit';
import { ClientError, defined, type FileContent } from '@baton/http-kit';
import { unsupported } from './answers.ts';
import { type Chat, type ChatMessage, toChat, toMessage } from './chat.ts';
import { departmentOf } from './chats.ts';
import type { SalesIqContext } from './context.ts';

export type OutgoingMessage = {
  text: string;
  /** Default `text`. The portal style turns `html` into plain text and has no cards and articles. */
  type?: 'text' | 'html' | 'card' | 'article';
};

export type SalesIqFile = { fileName: string; contentType?: string; content: FileContent; comment?: string };

export type Transfer = {
  /** Portal style: found by the operator when it is left out. */
  departmentId?: string;
  operatorId?: string;
  /** For the colleague. */
  note?: string;
  /** For the visitor; the portal style sends it beforehand. */
  message?: string;
};

/** Acting on chats as the operator of the token (contract salesiq §2.1, §8 rows 4–7). */
export const createChatSteps = (context: SalesIqContext) => ({
  /**
   * Says something as the operator. Scope SalesIQ.conversations.CREATE · §2.1, §8.4 · retry: unsafe. After an ambiguous error look
   * into the transcript before sending again.
   * @example await salesiq.chats.send(id, { text: 'How can I help?' })
   */
  send: (id: string, message: OutgoingMessage, options?: CallOptions): Promise<ChatMessage> =>
    send(context, id, { message, options }),
  /**
   * Sends a file of up to 50 MB, streamed. Portal style. Scope SalesIQ.conversations.CREATE · §2.1 · retry: unsafe.
   * @example await salesiq.chats.sendFile(id, { fileName: 'guide.pdf', content: () => createReadStream('guide.pdf') })
   */
  sendFile: async (id: string, file: SalesIqFile, options?: CallOptions): Promise<ChatMessage> =>
    toMessage(await context.item('chats.sendFile', { at: { id }, multipart: toParts(file), options }), context.style),
  /**
   * Hands the chat to a department or a colleague. Scope SalesIQ.conversations.UPDATE · §2.1, §8.5 · retry: unsafe.
   * The plain style transfers to operators only.
   * @example await salesiq.chats.transfer(id, { departmentId, note: 'Identity not verified yet' })
   */
  transfer: async (id: string, transfer: Transfer, options?: CallOptions): Promise<Chat> => {
    const json = await (context.style === 'portal'
      ? toPortalTransfer(context, transfer, options)
      : Promise.resolve(toPlainTransfer(transfer)));
    if (context.style === 'portal' && transfer.message !== undefined)
      await send(context, id, { message: { text: transfer.message }, options });
    return toChat(await context.item('chats.transfer', { at: { id }, json, options }), context.style);
  },
  /**
   * Ends the chat, after a last word if there is one. Scope SalesIQ.conversations.UPDATE · §2.1, §8.6 · retry: unsafe.
   * @example await salesiq.chats.end(id, { message: 'Have a good day!' })
   */
  end: async (id: string, { message }: { message?: string } = {}, options?: CallOptions): Promise<Chat> => {
    if (context.style === 'plain')
      return toChat(await context.item('chats.end', { at: { id }, json: defined({ message }), options }), 'plain');
    if (message !== undefined) await send(context, id, { message: { text: message }, options });
    return toChat(await context.item('chats.end', { at: { id }, options }), 'portal');
  },
  /**
   * Rates the chat. Plain style: at Zoho only the visitor rates. Scope SalesIQ.chats.UPDATE · §8.7 · retry: idempotent.
   * @example await salesiq.chats.rate(id, { rating: 5, feedback: 'Very helpful' })
   */
  rate: async (
    id: string,
    given: { rating: 1 | 2 | 3 | 4 | 5; feedback?: string },
    options?: CallOptions,
  ): Promise<Chat> => toChat(await context.item('chats.rate', { at: { id }, json: given, options }), context.style),
  /**
   * Adds to the chat's free key and value pairs. Portal style. Scope SalesIQ.conversations.UPDATE · §2.1, §8.10 · retry: idempotent.
   * @example await salesiq.chats.setCustomInfo(id, { 'Order number': '1000231' })
   */
  setCustomInfo: async (id: string, info: Record<string, string>, options?: CallOptions): Promise<Chat> =>
    toChat(
      await context.item('chats.setCustomInfo', { at: { id }, json: { customer_info: info }, options }),
      context.style,
    ),
  /**
   * Attaches tags, which must exist. Portal style. Scope SalesIQ.conversations.UPDATE · §2.1, §8.12 · retry: idempotent.
   * @example await salesiq.chats.tag(id, [(await salesiq.tags.create({ name: 'vip', color: '#ff0000', module: 'conversations' })).id])
   */
  tag: async (id: string, tagIds: readonly string[], options?: CallOptions): Promise<Chat> =>
    toChat(await context.item('chats.tag', { at: { id }, json: { ids: tagIds }, options }), context.style),
  /**
   * Makes the token's operator the attender. Portal style. Scope SalesIQ.conversations.UPDATE · §2.1 · retry: unsafe.
   * @example await salesiq.chats.pickUp(id)
   */
  pickUp: async (id: string, options?: CallOptions): Promise<Chat> =>
    toChat(await context.item('chats.pickUp', { at: { id }, options }), context.style),
  /**
   * Takes a chat that was offered. Portal style; inferred from reject. Scope SalesIQ.conversations.UPDATE · §2.1 · retry: unsafe.
   * @example await salesiq.chats.acceptTransfer(id)
   */
  acceptTransfer: async (id: string, options?: CallOptions): Promise<Chat> =>
    toChat(await context.item('chats.acceptTransfer', { at: { id }, options }), context.style),
  /**
   * Declines a chat that was offered to this operator. Portal style. Scope SalesIQ.conversations.UPDATE · §2.1 · retry: unsafe.
   * @example await salesiq.chats.rejectTransfer(id, operatorId)
   */
  rejectTransfer: async (id: string, operatorId: string, options?: CallOptions): Promise<Chat> =>
    toChat(
      await context.item('chats.rejectTransfer', { at: { id }, json: { operator_id: operatorId }, options }),
      context.style,
    ),
});

async function send(
  context: SalesIqContext,
  id: string,
  { message, options }: { message: OutgoingMessage; options: CallOptions | undefined },
): Promise<ChatMessage> {
  const { text, type = 'text' } = message;
  if (context.style === 'plain')
    return toMessage(await context.item('chats.send', { at: { id }, json: { message: text, type }, options }), 'plain');
  if (type === 'card' || type === 'article') throw unsupported(`chats.send of a ${type}`, 'portal');
  const json = { text: type === 'html' ? toPlainText(text) : text };
  return toMessage(await context.item('chats.send', { at: { id }, json, options }), 'portal');
}

export const toParts = ({ comment, ...file }: SalesIqFile) => [
  ...(comment === undefined ? [] : [{ name: 'comment', value: comment }]),
  { name: 'file', ...file },
];

async function toPortalTransfer(
  context: SalesIqContext,
  { departmentId, operatorId, note, message }: Transfer,
  options: CallOptions | undefined,
): Promise<Record<string, string>> {
  if (departmentId === undefined && operatorId === undefined) throw noTarget();
  const department = departmentId ?? (await departmentOf(context, operatorId ?? '', options));
  return defined<string>({ department_id: department, operator_id: operatorId, note: note ?? message });
}

function toPlainTransfer({ operatorId, note, message }: Transfer): Record<string, string> {
  if (operatorId === undefined) throw unsupported('chats.transfer to a department', 'plain');
  return defined<string>({ operator_id: operatorId, message: message ?? note });
}

const noTarget = (): ClientError =>
  new ClientError('invalid', 'A transfer needs a department or an operator.', { retryable: false });

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

/** What is left of simple HTML when its markup goes. */
function toPlainText(html: string): string {
  return html
    .replace(/<\s*(?:br|\/p|\/div|\/li)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_whole, name: string) => entities[name] ?? '')
    .trim();
}
