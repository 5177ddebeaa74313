import { botpress } from './botpress.ts';
import { consoleDesk } from './console.ts';
import { flat } from './flat.ts';
import { hubspot } from './hubspot.ts';
import { smtp } from './smtp.ts';
import type { Vendor } from './vendor.ts';
import { zoho } from './zoho.ts';

/** Every vendor the gateway knows. Desks are asked in this order unless BATON_HANDOFF_CHAIN says otherwise. */
export const vendors: readonly Vendor[] = [zoho, hubspot, consoleDesk, smtp, botpress, flat];
