import type { CaseKey } from '../ids.ts';
import type { TicketRequest } from '../ports/ticket-system.ts';
import type { RunVisit } from '../workflow/protocol.ts';

/** One thing to do in the outside world, as data. The performer turns each into calls of a port. */
export type EffectAction =
  /** `askedBy`: the stay at a step that waits for it; absent in what was decided before stays were told apart. */
  | { kind: 'look-up-identity'; email: string; askedBy?: RunVisit | null }
  /** `challengeId` set: the performer replaces `{{code}}` in the text. `transcriptToSeq` set: it appends the chat up to there. */
  | {
      kind: 'send-mail';
      to: string;
      subject: string;
      text: string;
      challengeId: string | null;
      transcriptToSeq: number | null;
    }
  | { kind: 'create-ticket'; request: TicketRequest }
  | { kind: 'tag-ticket'; ticketId: string; tags: string[] }
  | { kind: 'add-history'; ticketId: string; marker: string; fromSeq: number; toSeq: number }
  | { kind: 'open-desk'; handoffKey: string; summary: string; waitMs: number }
  | { kind: 'send-history'; handoffKey: string; toSeq: number }
  /** `position`: 1 for the first relayed message after the history. */
  | { kind: 'relay-to-desk'; handoffKey: string; position: number; text: string }
  | { kind: 'finish-deferred'; requestId: string; deliveryId: string; giveUpAt: string }
  | { kind: 'timer'; timer: 'handoff-accept'; handoffKey: string };

export type EffectKind = EffectAction['kind'];

/** Destination part of the lane: effects of one conversation towards one destination are first-in first-out. */
export type Destination = 'identity' | 'mail' | 'ticket' | 'desk' | 'upstream' | `timer-${number}`;

export type DecidedEffect = {
  key: string;
  destination: Destination;
  action: EffectAction;
  /** Null: always performed; else only while the baton has this generation. */
  generation: number | null;
  isAwaited: boolean;
  delayMs: number;
};

/** What performing an effect came to, as the command that reports it. */
export type EffectResult =
  /** The mail with this challenge's code will never be sent, so that no code may be right. */
  | { kind: 'send-mail'; challengeId: string }
  | {
      kind: 'look-up-identity';
      email: string;
      askedBy: RunVisit | null;
      result:
        | { type: 'match'; person: import('../ports/identity-directory.ts').KnownPerson }
        | { type: 'none' }
        | { type: 'unavailable' };
    }
  | {
      kind: 'create-ticket';
      caseKey: CaseKey;
      result: { type: 'created'; id: string; number: string; url: string | null } | { type: 'refused'; code: string };
    }
  | {
      kind: 'open-desk';
      handoffKey: string;
      result: { type: 'opened'; deskConversationId: string } | { type: 'failed'; code: string };
    }
  | { kind: 'relay-to-desk'; handoffKey: string; result: { type: 'failed'; code: string } }
  | { kind: 'timer'; timer: 'handoff-accept'; handoffKey: string };
