import type { CaseKey } from '../ids.ts';
import type { Attachment } from '../ports/attachment.ts';
import type { ChannelCapabilities } from '../ports/channel.ts';
import type { DeskStanding } from '../ports/desk.ts';
import type { KnownPerson } from '../ports/identity-directory.ts';
import type { CustomerProfile, DeskEvent, SaidElsewhere } from '../ports/intent.ts';
import type { TicketNews } from '../ports/ticket-system.ts';
import type { Texts } from '../texts/texts.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { RunVisit } from '../workflow/protocol.ts';
import type { MailLimits } from './allowance-question.ts';
import type { ChainSettings, DeskLoad } from './chain-settings.ts';
import type { FileProblem } from './files.ts';
import type { Timer } from './timers.ts';

export type LookUpResult = { type: 'match'; person: KnownPerson } | { type: 'none' } | { type: 'unavailable' };
export type TicketResult =
  | { type: 'created'; id: string; number: string; url: string | null }
  | { type: 'refused'; code: string };

/** What a conversation is asked to take note of. */
export type ConversationCommand =
  /** `isAnswered`: its request had its answer before its turn came, so that words need another way to the customer. Default false. */
  | {
      type: 'receive-customer-message';
      text: string;
      /** Default none. */
      attachments?: Attachment[];
      profile: CustomerProfile;
      isAnswered?: boolean;
    }
  /** A bot elsewhere wants a human. `desks`: who is asked, in this order; null: as the settings say. */
  | {
      type: 'start-elsewhere';
      profile: CustomerProfile;
      history: SaidElsewhere[];
      title: string | null;
      lines: string[];
      desks: string[] | null;
    }
  /** That bot says something to the operators. */
  | { type: 'note-bot-words'; text: string }
  /** The customer's side has ended the chat with the humans. */
  | { type: 'end-elsewhere' }
  /** The answer that hands the chat over went to the channel's vendor. */
  | { type: 'accept-forward' }
  | { type: 'report-forward-failure'; cause: string }
  /** An event at a desk speaks for the chat `reference` there and for no other. `at`: the vendor's time (ISO), null when not told. */
  | { type: 'receive-desk-event'; desk: string; reference: string; at: string | null; event: DeskEvent }
  /** A chat at a desk bears the key of a leg of this conversation and was not known yet. */
  | { type: 'adopt-desk-chat'; desk: string; reference: string; legKey: string }
  /** Its vendor says that something happened on a ticket. */
  | { type: 'look-at-ticket'; ticketId: string }
  | { type: 'fire-timer'; timer: Timer }
  // What effects came to.
  /** `askedBy`: the stay at a step that waits for it; null in what was decided before stays were told apart. */
  | { type: 'settle-look-up'; account: string; askedBy: RunVisit | null; result: LookUpResult }
  | { type: 'settle-ticket'; caseKey: CaseKey; result: TicketResult }
  | { type: 'settle-ticket-news'; ticketId: string; news: TicketNews }
  | { type: 'settle-opening'; legKey: string; reference: string }
  /** How a leg's chat stands at its vendor. `isAfterSilence`: it was asked because nobody had said anything for long. */
  | { type: 'settle-standing'; legKey: string; standing: DeskStanding; isAfterSilence: boolean }
  /** A customer's file could not be brought to the desk. */
  | { type: 'settle-file'; legKey: string; name: string; sizeBytes: number | null; problem: FileProblem }
  /** The desk will never take the customer's words as they are; there a line says so as well. */
  | { type: 'settle-refused-words'; legKey: string }
  | { type: 'fail-leg'; legKey: string; reason: string }
  /** The mail with this challenge's code will never be sent, so that no code may be right. */
  | { type: 'void-code'; challengeId: string };

/** A customer's point of contact: told by mail when the company or the mail domain matches, case ignored. */
export type PointOfContact = { match: string; email: string };

/** What the bot knows and is told to do. `checkCode` is pure: the code is derived from the challenge. */
export type BotContext = {
  /** What new cases start with. */
  workflows: WorkflowDefinition[];
  /** What running conversations started with, by version; `workflows` need not be in it. */
  earlierWorkflows: WorkflowDefinition[];
  checkCode(challengeId: string, text: string): boolean;
  /** An address where a customer gets an operator's file for some days; null where there is none that customers can reach. */
  linkFile(file: DeskFileAddress, now: Date): string | null;
  /** What new conversations start with. */
  settings: BotSettings;
  /** What running conversations started with; `settings` need not be in it. */
  earlierSettings: BotSettings[];
  /** By name. */
  channels: Readonly<Record<string, ChannelCapabilities>>;
  desks: Readonly<Record<string, DeskTraits>>;
  texts: Texts;
  /** What customers can be looked up by; null: there is no register. */
  register: { hasUsernames: boolean } | null;
  /** How many mails strangers can cause; null: any number. */
  mailLimits: MailLimits | null;
};

/** What decisions depend on and an installation chooses. A conversation keeps the version that it started with. */
export type BotSettings = {
  /** Hash of the rest. */
  version: string;
  /** Language of what customers are told, for example `en`. */
  locale: string;
  /** Names of desks, in the order in which they are asked; after the last one a ticket is made. */
  handoffChain: string[];
  /** How long each desk may let a customer wait, unless its step says otherwise. */
  acceptTimeoutMs: number;
  chain: ChainSettings;
  /** After this time without a word of a connected human the vendor is asked whether the chat still goes on. */
  silenceMs: number;
  /** Words that were not fetched for this time are mailed, where they cannot be pushed. */
  unheardMs: number;
  /** When a ticket's agents are looked for: so often at such distances, one after the other. Empty: never. */
  ticketLooks: { everyMs: number; times: number }[];
  sendsCustomerMail: boolean;
  supportEmail: string | null;
  pointsOfContact: PointOfContact[];
};

/** What decisions need to know of a desk. */
export type DeskTraits = {
  messageCharactersMax: number;
  /** Its operators' files can be fetched. */
  hasFiles: boolean;
  /** Its operators are told what became of their words. */
  hasReceipts: boolean;
};

/** A file of an operator, as it lies at its desk. */
export type DeskFileAddress = { desk: string; address: string; name: string; contentType: string | null };

/** Everything decisions depend on besides command and state. */
export type DecisionContext = BotContext & {
  now: Date;
  /** What the questions of an earlier try of the same decision came to, by `Decision.questions`' ids. */
  allowances: ReadonlyMap<string, boolean>;
  /** How it goes at the desks that `Decision.askedDesks` of an earlier try named. */
  deskLoads: ReadonlyMap<string, DeskLoad>;
};
