import type { PortRefusal } from '@baton/core';
import type { ConnectedVendors } from './connect-vendors.ts';
import type { GatewayPorts } from './engine/ports.ts';

const refused = (what: string): Promise<PortRefusal> =>
  Promise.resolve({ type: 'refused', code: 'not-configured', detail: `No ${what} is configured.` });

/** The engine's view: what is not configured refuses, so that the next way is taken. */
export function toPorts({ desks, channels, tickets, directory, mailer }: ConnectedVendors): GatewayPorts {
  return {
    desk: desks['salesiq'] ?? {
      name: 'salesiq',
      messageCharactersMax: 3_000,
      open: () => refused('desk'),
      findOpened: () => refused('desk'),
      send: () => refused('desk'),
      listSent: () => refused('desk'),
    },
    channels,
    tickets: tickets ?? {
      noteCharactersMax: 30_000,
      findByCaseKey: () => refused('ticket system'),
      create: () => refused('ticket system'),
      listNoteMarkers: () => refused('ticket system'),
      addNote: () => refused('ticket system'),
      addTags: () => refused('ticket system'),
    },
    directory: directory ?? { findByEmail: () => refused('customer register') },
    mailer: mailer ?? { send: () => refused('mail server') },
  };
}
