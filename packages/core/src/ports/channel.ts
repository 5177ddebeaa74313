import type { JsonObject } from '../json.ts';
import type { FileLimits, FileStore } from './attachment.ts';
import type { DeskAgent } from './intent.ts';
import type { PortResult } from './port-result.ts';

/** What a channel can do, as data. Decisions ask for these and never for a channel's name. */
export type ChannelCapabilities = {
  /** The answer to the customer's own request carries words. */
  answersInResponse: boolean;
  /** The customer's side asks for words that wait by itself, again and again. */
  isPolled: boolean;
  /** Words can be brought to the customer at any time. */
  canPush: boolean;
  /** An answer can be promised and finished within this time, in milliseconds; null when it cannot. */
  deferredAnswerMs: number | null;
  /** The desk that the channel's own vendor can hand a chat over to, in the same chat; null when there is none. */
  forwardDesk: string | null;
  /**
   * Somebody else's bot answers there: it asks for a human when it needs one and is told how that goes, and Baton's own bot says nothing
   * but what became of the wish. `heldMs`: for how long after it asked it does not listen yet, so that news and words are held. Null: we
   * answer.
   */
  answeredElsewhere: { heldMs: number } | null;
  hasButtons: boolean;
  /** Longest text of one message, in characters. */
  textCharactersMax: number;
  /** What files can be shown to the customer, as links that the channel's own side opens; null: none. */
  fileLimits: FileLimits | null;
};

/** A file for the customer. `url` is open to whoever has it, for a limited time. */
export type ChannelFile = { name: string; contentType: string | null; sizeBytes: number | null; url: string };

/** Words, or one file without words. */
export type ChannelMessage = { author: 'bot' | 'agent'; text: string; suggestions: string[]; file: ChannelFile | null };

/** What a turn comes to: read and decided before anything is rendered. */
export type TurnAnswer = {
  /**
   * `reply`: the words. `forward`: the words, and the vendor hands the chat to its humans. `pending`: the words so far; the rest is
   * finished later.
   */
  action: 'reply' | 'forward' | 'pending';
  /** Null when the request made no conversation. */
  conversationId: string | null;
  /** Words in the order they were said. Each text fits the channel's limit. */
  messages: ChannelMessage[];
  /** Who may speak now. */
  holder: 'bot' | 'desk';
  /** The latest ticket of the conversation. */
  ticket: { id: string; number: string } | null;
  now: Date;
};

/** A channel whose promised answers are finished by a call. */
export interface DeferredAnswers {
  /** `requestId` is the vendor's id of the request that was answered with "pending"; `body` is what `render` made. */
  finish(requestId: string, body: JsonObject): Promise<PortResult<null>>;
}

export type PushedMessage = ChannelMessage & {
  /** Stable for the same words, so that a receiver can drop a repetition. */
  id: string;
  /** Name of the operator who says it; null for the bot. */
  authorName: string | null;
};

/** A channel that words can be brought to at any time. */
export interface Push {
  send(chatId: string, messages: PushedMessage[]): Promise<PortResult<null>>;
  /** Which of these ids have arrived, for looking before repeating; null where the receiver drops repetitions by id. */
  readonly findArrived: ((chatId: string, ids: string[]) => Promise<PortResult<string[]>>) | null;
}

/** Shows the customer that a human writes. */
export interface ChannelTyping {
  show(chatId: string): Promise<PortResult<null>>;
  /** How long the channel goes on showing it, in milliseconds; asked for again no earlier than after half of that. */
  readonly lastsMs: number;
}

/** A bot elsewhere, which asked for a human, is told how it goes. */
export interface HandoffNews {
  /** An operator has the chat now, or another one than before. */
  assigned(chatId: string, agent: DeskAgent): Promise<PortResult<null>>;
  /** Nobody at any desk has the chat any more. Telling it twice does no harm. */
  ended(chatId: string): Promise<PortResult<null>>;
}

/** Where a customer is. What a vendor cannot do is an absent capability object. */
export interface Channel {
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** The body that answers a customer's request (or finishes a promised one). Pure. */
  render(answer: TurnAnswer): JsonObject;
  readonly deferred: DeferredAnswers | null;
  readonly push: Push | null;
  /** Where the customers' files are fetched. */
  readonly files: FileStore | null;
  readonly typing: ChannelTyping | null;
  /** Not null where the chat is answered elsewhere. */
  readonly news: HandoffNews | null;
}
