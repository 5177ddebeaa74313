import type { PortResult } from './port-result.ts';

/** What the bot does at the end of a turn on a channel that understands actions. */
export type ReplyAction = 'reply' | 'forward' | 'operator_busy' | 'end';

export type ChannelReply = { texts: string[]; suggestions: string[]; action: ReplyAction };

/** A channel that lets us finish an answer later: SalesIQ's callbacks API. */
export interface DeferredChannel {
  /** `requestId` is the vendor's id of the request that was answered with "pending". */
  finish(requestId: string, reply: ChannelReply): Promise<PortResult<null>>;
}
