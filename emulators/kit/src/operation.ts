import type { RetryAfterForm } from './faults/fault.ts';

export type Fidelity = 'documented' | 'seed' | 'guess';

export interface EmulatorRequest {
  method: string;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
  /** @throws BadJson */
  json(): unknown;
  form(): URLSearchParams;
}

export interface EmulatorReply {
  status: number;
  headers?: Record<string, string>;
  /** JSON, or text when it is a string, or bytes when it is a Buffer; nothing when undefined. */
  body?: unknown;
}

export interface OperationDefinition {
  vendor: string;
  /** Name in the fidelity ledger, for example `desk.tickets.create`. */
  name: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** Other spellings of the path that the vendor takes; a fault at this operation strikes at all of them. */
  aliases?: readonly string[];
  fidelity: Fidelity;
  source: string;
  handle(request: EmulatorRequest): EmulatorReply | Promise<EmulatorReply>;
  /** The vendor's own body for a status that a fault orders; a plain message when absent. */
  fail?: (status: number) => EmulatorReply;
  /** The vendor's own refusal of too many calls, when it is not simply `fail(429)`. `form` null: what the vendor does by itself. */
  limit?: (form: RetryAfterForm | null) => EmulatorReply;
  /** Spoils the token of a request, where the vendor gives out its tokens itself. */
  spoil?: (kind: 'token-expired' | 'token-revoked', request: EmulatorRequest) => void;
  /** Counts the call from its arrival to its answer, and may refuse it; faults that wait hold the place. */
  enter?: (request: EmulatorRequest) => Entry;
}

/** The path and its other spellings. */
export const pathsOf = ({ path, aliases = [] }: Pick<OperationDefinition, 'path' | 'aliases'>): string[] => [
  path,
  ...aliases,
];

/** A call that was counted. */
export type Entry = {
  refused: EmulatorReply | null;
  /** Go on every answer, whole or refused. */
  headers: Record<string, string>;
  leave(): void;
};

/** A route as the server really has it. */
export type RegisteredRoute = { method: string; path: string };
