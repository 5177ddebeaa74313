import { joinKey } from './join-key.ts';

/**
 * The lane in which everything that happens to a conversation is processed one after the other: what its customer sends, and what the
 * gateway itself brings about, such as a timer that is due. An adapter that gives `[channel, chatId]` as the lane of a delivery means it.
 */
export const conversationLane = ({ channel, chatId }: { channel: string; chatId: string }): string =>
  joinKey(channel, chatId);
