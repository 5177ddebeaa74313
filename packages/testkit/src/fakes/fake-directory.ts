import { type IdentityDirectory, type IdentityMatch, type KnownPerson, type PortResult, portOk } from '@baton/core';
import { type Disturb, disturbed, undisturbed } from './disturb.ts';

/** A register of customers in memory; addresses and usernames are compared without case. */
export function createFakeDirectory(
  options: { people?: KnownPerson[]; usernames?: Readonly<Record<string, KnownPerson>>; disturb?: Disturb } = {},
): IdentityDirectory {
  const { people = [], usernames = {}, disturb = undisturbed } = options;
  return {
    findByEmail: async (email) =>
      disturbed(disturb('directory.findByEmail'), {
        isWrite: false,
        work: (): PortResult<IdentityMatch> => {
          const found = people.filter((person) => person.email.toLowerCase() === email.toLowerCase());
          const [person] = found;
          if (person === undefined) return portOk({ type: 'none' });
          return portOk(found.length > 1 ? { type: 'ambiguous' } : { type: 'match', person });
        },
      }),
    findByUsername: async (username) =>
      disturbed(disturb('directory.findByUsername'), {
        isWrite: false,
        work: (): PortResult<IdentityMatch> => {
          const person = Object.entries(usernames).find(([name]) => name.toLowerCase() === username.toLowerCase())?.[1];
          return portOk(person === undefined ? { type: 'none' } : { type: 'match', person });
        },
      }),
  };
}
