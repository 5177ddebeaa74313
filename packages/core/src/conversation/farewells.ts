/** What Baton says at a desk when it takes leave there. It is no line of the chat: what is relayed after it is counted as if it had not been said. */
export const farewells = [
  'customer-no-longer-waits',
  'customer-has-left',
  'nobody-answered-here',
  'taken-back-here',
  'adopted-chat-ended',
] as const;

export type Farewell = (typeof farewells)[number];
