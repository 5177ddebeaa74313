import { type HubSpotSeed, hubSpotSeed } from '@baton/emulator-hubspot';
import { optional, readShape, record, ShapeProblem } from '@baton/emulator-kit';
import { type AccountsSeed, accountsSeed } from '@baton/emulator-zoho-accounts';
import { type CrmSeed, crmSeed } from '@baton/emulator-zoho-crm';
import { type DeskSeed, deskSeed, findDeskGaps } from '@baton/emulator-zoho-desk';
import { findSalesIqGaps, type SalesIqSeed, salesIqSeed } from '@baton/emulator-zoho-salesiq';

/** State to begin with instead of the demo's; a vendor left out has an empty one. */
export type Seed = { accounts: AccountsSeed; desk: DeskSeed; crm: CrmSeed; salesiq: SalesIqSeed; hubspot: HubSpotSeed };

const shape = record({
  accounts: optional(accountsSeed),
  desk: optional(deskSeed),
  crm: optional(crmSeed),
  salesiq: optional(salesIqSeed),
  hubspot: optional(hubSpotSeed),
});

/** Reads a seed. @throws ShapeProblem that lists every problem with its path */
export function readSeed(value: unknown, name: string): Seed {
  const given = readShape(shape, value, name);
  const seed = {
    accounts: given.accounts ?? readShape(accountsSeed, {}, name),
    desk: given.desk ?? readShape(deskSeed, {}, name),
    crm: given.crm ?? readShape(crmSeed, {}, name),
    salesiq: given.salesiq ?? readShape(salesIqSeed, {}, name),
    hubspot: given.hubspot ?? readShape(hubSpotSeed, {}, name),
  };
  const gaps = [...findDeskGaps(seed.desk), ...findSalesIqGaps(seed.salesiq)];
  if (gaps.length > 0) throw new ShapeProblem(name, gaps);
  return seed;
}
