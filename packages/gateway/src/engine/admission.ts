import { defaultOrganisation } from '@baton/core';
import type { ChatAddress, StoredConversation } from '@baton/store';
import { type Caller, mayAct, notTheirChat, offerSession, type Sessions } from './chat-claim.ts';
import type { TurnIntent } from './respond.ts';

/** A request that asks for a right to a chat. */
export type Admission = { address: ChatAddress; caller: Caller; isSpeaking: boolean };

/** Null when a vendor speaks for its chats. */
export function toAdmission(intent: TurnIntent, organisation: string = defaultOrganisation): Admission | null {
  if (!('claim' in intent) || intent.claim === null) return null;
  const { claim, profile, channel, chatId } = intent;
  const caller = { claim, visitorId: profile.visitorId };
  return { address: { organisation, channel, chatId }, caller, isSpeaking: intent.type === 'customer-said' };
}

/** A back end has ids of its own for its messages; whether the visitor is right is seen when the chat is locked. */
export const isLeftForLater = ({ caller: { claim } }: Admission): boolean =>
  claim?.isTrusted === true && claim.session === null;

/**
 * Refuses who has no right to the chat before anything of the request is kept: also an id of theirs could be taken for one of the
 * customer's. Returns the session token to give with the answer, null for none. `stored`: the chat's conversation.
 * @throws AppError `session-wrong`
 */
export function admit(
  sessions: Sessions,
  { isSpeaking, ...question }: Admission,
  stored: StoredConversation | null,
): string | null {
  if (!mayAct(sessions, { ...question, stored })) throw notTheirChat();
  return offerSession(sessions, { ...question, stored }, isSpeaking);
}
