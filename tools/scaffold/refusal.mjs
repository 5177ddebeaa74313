/** Something that cannot be made as it was asked for; the message tells why and what to do. */
export class Refusal extends Error {}
