import type { IdentityDirectory, KnownPerson } from '@baton/core';
import { expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

/** `person` is in the register, once; `shared` is the address of two people in it. */
type Opened = { directory: IdentityDirectory; person: KnownPerson; shared: string };

/** What every register of customers must do. */
export function describeIdentityDirectory(open: () => Promise<Opened>): void {
  it('finds a person by the whole address, whatever its case', async () => {
    const { directory, person } = await open();
    for (const email of [person.email, person.email.toUpperCase()]) {
      const match = unwrap(await directory.findByEmail(email));
      expect(match).toMatchObject({ type: 'match', person: { name: person.name, email: person.email.toLowerCase() } });
    }
  });

  it('finds nobody by an address that is not there, or only a part of one', async () => {
    const { directory, person } = await open();
    for (const email of ['nobody@example.com', person.email.slice(1), `${person.email}.org`])
      expect(unwrap(await directory.findByEmail(email))).toEqual({ type: 'none' });
  });

  it('takes nobody for one of several people who share an address', async () => {
    const { directory, shared } = await open();
    expect(unwrap(await directory.findByEmail(shared))).toEqual({ type: 'ambiguous' });
  });

  it.each(["' or '1'='1", "john@company.com' or Email like '%", 'a\\b@c.de', '%@company.com', '*@company.com'])(
    'is not talked into a match by %s',
    async (email) => {
      const { directory } = await open();
      const found = await directory.findByEmail(email);
      expect(found.type === 'ok' ? found.value.type : found.type).not.toBe('match');
    },
  );
}
