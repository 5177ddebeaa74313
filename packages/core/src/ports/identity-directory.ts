import type { PortResult } from './port-result.ts';

export type KnownPerson = {
  recordId: string;
  name: string;
  email: string;
  phone: string | null;
  company: string | null;
};

/** `ambiguous`: several records have the address as their first, which identifies nobody, as `none` does. */
export type IdentityMatch = { type: 'match'; person: KnownPerson } | { type: 'none' } | { type: 'ambiguous' };

/** The customers' register: Zoho CRM. A hit makes a customer `known`, never `verified`. */
export interface IdentityDirectory {
  findByEmail(email: string): Promise<PortResult<IdentityMatch>>;
  /** By the name somebody signs in with, case ignored; `person.email` is the address on record. Null where the register has no such names. */
  readonly findByUsername: ((username: string) => Promise<PortResult<IdentityMatch>>) | null;
}
