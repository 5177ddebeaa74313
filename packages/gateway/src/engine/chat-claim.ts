import { AppError, type ChatClaim, parseState } from '@baton/core';
import type { ChatAddress, StoredConversation } from '@baton/store';
import type { SecretBox } from '../secret-box.ts';

/** Who wants to act in a chat, and by what right. `claim` null: the channel's vendor speaks for its chats. */
export type Caller = { claim: ChatClaim | null; visitorId: string | null };

/** How a chat's session token is made and known again; it is derived from the chat and so stored nowhere. */
export type Sessions = Pick<SecretBox, 'deriveSession' | 'checkSession'>;

type Question = { address: ChatAddress; stored: StoredConversation | null; caller: Caller };

/**
 * The id of a chat is no key to it. A session token that is given must be the chat's. Without one a visitor id that is given must be that
 * of the chat; and who gives neither, or the first one for a chat that has none, must be a back end that has proved to be one. The first
 * words of a chat are anybody's.
 */
export function mayAct(sessions: Sessions, { address, stored, caller: { claim, visitorId } }: Question): boolean {
  if (claim === null) return true;
  if (claim.session !== null) return sessions.checkSession(toSessionName(address), claim.session);
  if (stored === null) return true;
  const { customer, messageCount } = parseState(stored.state);
  if (messageCount === 0) return true;
  return customer.visitorId !== null && visitorId !== null ? visitorId === customer.visitorId : claim.isTrusted;
}

/**
 * What a caller without a session token is given with the answer, for the requests to come; null for none. Who only listens to a chat
 * that nobody has begun is given none: it will be somebody else's.
 */
export function offerSession(
  sessions: Sessions,
  { address, stored, caller: { claim } }: Question,
  isSpeaking: boolean,
): string | null {
  if (claim === null || claim.session !== null) return null;
  return isSpeaking || hasBegun(stored) ? sessions.deriveSession(toSessionName(address)) : null;
}

const hasBegun = (stored: StoredConversation | null): boolean =>
  stored !== null && parseState(stored.state).messageCount > 0;

const toSessionName = ({ organisation, channel, chatId }: ChatAddress): string =>
  JSON.stringify([organisation, channel, chatId]);

export const notTheirChat = (): AppError =>
  new AppError(
    'session-wrong',
    'The chat belongs to another visitor. Send the "session" of its answers, or the "visitor_id" that it began with; a chat of somebody else needs an id of its own.',
  );
