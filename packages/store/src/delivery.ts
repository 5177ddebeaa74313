import type { Json, JsonObject } from '@baton/core';
import type { Row } from './database.ts';
import { instant, integer, json, object, oneOf, optionalBytes, text } from './decode.ts';

/** One inbound request to be stored before it is answered. `body` is already encrypted. */
export type NewDelivery = {
  organisation: string;
  /** Unique within the organisation; the second delivery with the same key is a duplicate. Made with `joinKey`. */
  key: string;
  /** Deliveries of one lane are processed strictly in arrival order. Made with `joinKey`. */
  lane: string;
  kind: string;
  body: Uint8Array;
  /** SHA-256 of the raw bytes, hex. */
  hash: string;
  /** Ids, names of events and lengths, kept after the body is erased. All there is of a timer that has come due. */
  redacted: JsonObject;
  /** True when the sender gave its own id, so that it can fetch a lost response by repeating the request. */
  isRepeatable: boolean;
};

export const deliveryStatuses = ['waiting', 'processed', 'rejected'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** What a request was (or will be) answered. */
export type StoredResponse = {
  /** With redacted words; null until the turn settled. */
  response: Json;
  /** The same with the exact words, encrypted by the caller; null where there are no others, or once they were forgotten. */
  sealedResponse: Uint8Array | null;
};

export type AddedDelivery = StoredResponse & { id: string; isNew: boolean; status: DeliveryStatus };

export type Delivery = {
  id: string;
  organisation: string;
  key: string;
  lane: string;
  kind: string;
  body: Uint8Array | null;
  redacted: JsonObject;
  status: DeliveryStatus;
  /** How often it was put off so far, for whatever reason. */
  postponements: number;
  /** How often processing it failed so far; these are among the postponements. */
  failures: number;
  receivedAt: Date;
  response: Json;
};

export const toStoredResponse = (row: Row): StoredResponse => ({
  response: json(row, 'response'),
  sealedResponse: optionalBytes(row, 'sealed_response'),
});

export const toDelivery = (row: Row): Delivery => ({
  id: text(row, 'id'),
  organisation: text(row, 'organisation'),
  key: text(row, 'key'),
  lane: text(row, 'lane'),
  kind: text(row, 'kind'),
  body: optionalBytes(row, 'body'),
  redacted: object(row, 'redacted'),
  status: oneOf(row, 'status', deliveryStatuses),
  postponements: integer(row, 'postponements'),
  failures: integer(row, 'failures'),
  receivedAt: instant(row, 'received_at'),
  response: json(row, 'response'),
});
