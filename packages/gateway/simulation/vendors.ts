import type { KnownPerson } from '@baton/core';
import {
  createFakeChannel,
  createFakeDesk,
  createFakeDirectory,
  createFakeMailer,
  createFakeTicketSystem,
} from '@baton/testkit';
import type { Faults } from './faults.ts';
import type { Random } from './random.ts';

type Options = {
  faults: Faults;
  random: Random;
  now(): number;
  people: KnownPerson[];
  isPending(requestId: string): boolean;
};

export type Vendors = ReturnType<typeof createVendors>;

/** Everybody else's systems. */
export function createVendors({ faults, random, now, people, isPending }: Options) {
  return {
    /** Of different abilities: one takes only short texts and lets nobody end a chat, one is as SalesIQ. */
    desks: [
      createFakeDesk({ disturb: faults.of('salesiq'), now }),
      createFakeDesk({ name: 'second', disturb: faults.of('second'), now, messageCharactersMax: 60, canClose: false }),
      createFakeDesk({ name: 'third', disturb: faults.of('third'), now }),
    ],
    tickets: createFakeTicketSystem({ now, disturb: faults.of('tickets'), indexLagMs: 3_000 }),
    mailer: createFakeMailer({ disturb: faults.of('mailer') }),
    directory: createFakeDirectory({ people, disturb: faults.of('directory') }),
    flat: createFakeChannel({ name: 'flat' }),
    zobot: createFakeChannel({
      name: 'salesiq',
      capabilities: { isPolled: false, deferredAnswerMs: 170_000, forwardDesk: 'salesiq' },
      disturb: faults.of('zobot'),
      isPending,
    }),
    /** Words are brought. Some such channels answer in the response as well; some can be asked what arrived, and else keep everything. */
    push: createFakeChannel({
      name: 'push',
      capabilities: { answersInResponse: random.chance(0.5), isPolled: false, canPush: true },
      canLookUpPushed: random.chance(0.5),
      disturb: faults.of('push'),
    }),
  };
}
