import type { JsonObject, ParsedDelivery, RawRequest } from '@baton/core';

/** A request that was verified and read, and is not stored yet. */
export type Arrival = {
  /** Name of the adapter that read it, and that will read it again. */
  adapter: string;
  covers: string;
  /** With no headers but those the adapter keeps, and its notes. */
  request: RawRequest;
  deliveries: readonly [ParsedDelivery, ...ParsedDelivery[]];
  /** What an acknowledgement says; null: that it was received. */
  receipt: JsonObject | null;
};
