import type { Channel, Desk, IdentityDirectory, InboundAdapter, Mailer, TicketSystem } from '@baton/core';
import type { Configuration } from './config/configuration.ts';
import type { VendorHealth } from './health/vendor-health.ts';
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

/** Makes the parts of every configured vendor, and has their health watched. Nothing is asked of a vendor yet. */
export function connectVendors(
  configuration: Configuration,
  tools: VendorTools,
  health: Pick<VendorHealth, 'watch'>,
): ConnectedVendors {
  const connected: ConnectedVendors = {
    desks: {},
    channels: {},
    inbound: [],
    tickets: null,
    directory: null,
    mailer: null,
  };
  const parts = vendors.flatMap((vendor) => vendor.parts.map((part) => ({ vendor: vendor.name, part })));
  for (const { vendor, part } of parts) {
    if (!isConfigured(part, configuration)) continue;
    const watch = <Port extends object>(port: Port): Port => health.watch({ vendor, part: part.name }, port);
    switch (part.kind) {
      case 'desk':
        connected.desks[part.name] = watch(part.make(configuration, tools));
        break;
      case 'channel':
        connected.channels[part.name] = watch(part.make(configuration, tools));
        break;
      case 'inbound':
        connected.inbound.push(part.make(configuration, tools));
        break;
      case 'tickets':
        connected.tickets = watch(part.make(configuration, tools));
        break;
      case 'directory':
        connected.directory = watch(part.make(configuration, tools));
        break;
      case 'mailer':
        connected.mailer = watch(part.make(configuration, tools));
        break;
      default: {
        const never: never = part;
        return never;
      }
    }
  }
  return connected;
}
