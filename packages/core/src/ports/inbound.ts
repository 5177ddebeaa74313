import type { JsonObject } from '../json.ts';
import type { Intent } from './intent.ts';

/** One HTTP request as it came, before anything in it is believed. What is verified, hashed, sealed and replayed. */
export type RawRequest = {
  /** Upper case. */
  method: string;
  /** The whole address as the sender wrote it, with scheme, host, path and query; some vendors sign it. */
  url: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: Uint8Array;
  receivedAt: Date;
};

/**
 * What checking the sender came to. `covers` names the kind of proof, for a parser that must not believe one sender's proof in another's
 * shape. A refusal has a stable `reason` (for metrics) and an `advice` for the log: what an experienced person would check first. Neither
 * holds a secret or anything of the body, and neither is told to the sender.
 */
export type Verification = { ok: true; covers: string } | { ok: false; reason: string; advice: string };

/** One thing a request asks for. A request that carries a batch has several, each with a lane of its own. */
export type ParsedDelivery = {
  /**
   * What makes a repetition of the same delivery recognisable; the parts are joined so that they cannot run into one another. The first
   * is a word of the adapter's own, so that no other adapter makes the same key. Null when the sender gives nothing to recognise it by,
   * so that every request counts as new.
   */
  key: readonly string[] | null;
  /** Deliveries of one lane are processed in arrival order. */
  lane: readonly string[];
  /** Kind of delivery for metrics and dead letters, for example `zobot`. */
  kind: string;
  /** True when the sender repeats a request whose answer it did not get, with the same key. */
  isRepeatable: boolean;
  /** What may be kept and logged: ids, event names, lengths; no text, name, e-mail or phone. */
  redacted: JsonObject;
  intent: Intent;
  /**
   * `received`: stored, then acknowledged. `turn`: the answer carries what the turn says, rendered by the channel of the intent.
   */
  answer: 'received' | 'turn';
  /** The vendor's id of this request where an answer can be finished later; null where it cannot. */
  requestId: string | null;
};

/**
 * What an adapter did with a request before it is stored. `answered`: all there was to do. `accepted`: it is stored, and then answered with
 * this body; `notes` are kept with it as headers, so that `parse` reads them each time.
 */
export type Preparation =
  | { type: 'answered'; status: number; body: JsonObject }
  | { type: 'accepted'; notes: Readonly<Record<string, string>>; body: JsonObject };

/** One vendor's way in. Mounted by the gateway at its path; GET and HEAD there answer 200 without it. */
export interface InboundAdapter {
  /** Stored with each delivery, so that a replay reads it with the same adapter. Unique, kebab-case. */
  readonly name: string;
  /** Path of the address, for example `/webhook/salesiq`. Several adapters may share one. */
  readonly path: string;
  /** Names (lower case) of the headers that `parse` reads; they are kept with the request. Never one that holds a secret. */
  readonly keptHeaders: readonly string[];
  /**
   * Whether the request is this adapter's, by its headers alone. Of the adapters on one path the first that says so takes the request;
   * one that takes whatever is left is mounted last.
   */
  recognises(request: RawRequest): boolean;
  /**
   * Checks the raw bytes before anything is parsed. No secret configured means refused. A promise where the vendor's present keys may have to
   * be fetched first; it is kept within a few seconds, and never rejected.
   */
  verify(request: RawRequest): Verification | Promise<Verification>;
  /**
   * For a vendor whose requests are answered with values that have to be made first: does so, within a few seconds. It may be asked for the
   * same request again and then comes to the same. Null where every request is simply stored. A request that is not what the vendor sends
   * is answered as the vendor expects it; nothing is thrown but what a repetition may mend.
   */
  readonly prepare: ((request: RawRequest, covers: string) => Promise<Preparation>) | null;
  /**
   * Reads a verified request, of whose headers it sees `keptHeaders` and what `prepare` noted. Pure, so that a stored request can be read again by a corrected
   * parser. Several deliveries are acknowledged together and never answered with a turn.
   * @throws AppError `delivery-malformed` naming the field and never its value; `signature-invalid` when `covers` does not speak for the
   * shape
   */
  parse(request: RawRequest, covers: string): readonly [ParsedDelivery, ...ParsedDelivery[]];
}
