import { member, requiredText, tags, text } from './decode.ts';

export type Tags = Readonly<Record<string, string>>;

export type BotpressUser = { id: string; name: string | null; pictureUrl: string | null; tags: Tags };
export type BotpressConversation = { id: string; channel: string | null; tags: Tags };
export type BotpressMessage = { id: string; tags: Tags };

/** `created` null: Botpress did not say. */
export type Gotten<Value> = { value: Value; created: boolean | null };

export function toUser(answer: unknown): BotpressUser {
  const user = member(answer, 'user');
  return {
    id: requiredText(user, 'id'),
    name: text(user, 'name'),
    pictureUrl: text(user, 'pictureUrl'),
    tags: tags(user),
  };
}

export function toConversation(answer: unknown): BotpressConversation {
  const conversation = member(answer, 'conversation');
  return { id: requiredText(conversation, 'id'), channel: text(conversation, 'channel'), tags: tags(conversation) };
}

export function toMessage(answer: unknown): BotpressMessage {
  const message = member(answer, 'message');
  return { id: requiredText(message, 'id'), tags: tags(message) };
}

export function toGotten<Value>(answer: unknown, decode: (answer: unknown) => Value): Gotten<Value> {
  const created = member(member(answer, 'meta'), 'created');
  return { value: decode(answer), created: typeof created === 'boolean' ? created : null };
}
