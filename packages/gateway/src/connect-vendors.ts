import type { Channel, Desk, IdentityDirectory, InboundAdapter, Mailer, TicketSystem } from '@baton/core';
import type { Configuration } from './config/configuration.ts';
import { isConfigured, type VendorTools } from './vendors/vendor.ts';
import { vendors } from './vendors/vendors.ts';

/** The outside world as far as it is configured; what is not is absent. */
export type ConnectedVendors = {
  desks: Record<string, Desk>;
  channels: Record<string, Channel>;
  inbound: InboundAdapter[];
  tickets: TicketSystem | null;
  directory: IdentityDirectory | null;
  mailer: Mailer | null;
};

/** Makes the parts of every configured vendor. Nothing is asked of a vendor yet. */
export function connectVendors(configuration: Configuration, tools: VendorTools): ConnectedVendors {
  const connected: ConnectedVendors = {
    desks: {},
    channels: {},
    inbound: [],
    tickets: null,
    directory: null,
    mailer: null,
  };
  for (const part of vendors.flatMap(({ parts }) => parts)) {
    if (!isConfigured(part, configuration)) continue;
    switch (part.kind) {
      case 'desk':
        connected.desks[part.name] = part.make(configuration, tools);
        break;
      case 'channel':
        connected.channels[part.name] = part.make(configuration, tools);
        break;
      case 'inbound':
        connected.inbound.push(part.make(configuration, tools));
        break;
      case 'tickets':
        connected.tickets = part.make(configuration, tools);
        break;
      case 'directory':
        connected.directory = part.make(configuration, tools);
        break;
      case 'mailer':
        connected.mailer = part.make(configuration, tools);
        break;
      default: {
        const never: never = part;
        return never;
      }
    }
  }
  return connected;
}
