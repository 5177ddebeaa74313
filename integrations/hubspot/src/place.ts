/** Where Baton stands in a HubSpot account: its channel, connected to one inbox. Made by `baton connect hubspot`. */
export type HubSpotPlace = {
  channelId: string;
  accountId: string;
  inboxId: string;
  /** Delivery identifier (opaque id) and name of the account. */
  identifier: string;
  name: string;
};
