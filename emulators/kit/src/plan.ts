import type { Row } from './rows.ts';
import type { State } from './state.ts';

type PlanRow = Row & { collections: Record<string, Row[]> };

/** The rows a vendor begins with. */
export type Plan = {
  /** Of one collection, as they were at the start. */
  rows<T extends Row>(name: string): T[];
};

const planName = 'plan';

/**
 * Lets a vendor fill its collections at the very first start, and keeps the rows: a reset puts the very same ones back, with their ids
 * and secrets, so that a gateway that runs goes on. A restored snapshot brings the plan of its own.
 */
export function plant(state: State, vendor: string, fill: () => void): { plan: Plan; replant: () => void } {
  const plans = state.collection<PlanRow>(vendor, planName, { isInternal: true });
  const draw = (): PlanRow => {
    // State of an older version has its rows, but no plan.
    if (Object.keys(state.rowsOf(vendor)).length === 0) fill();
    return plans.insert({ id: planName, collections: structuredClone(state.rowsOf(vendor)) });
  };
  let current = plans.get(planName) ?? draw();
  return {
    plan: { rows: (name) => (current.collections[name] ?? []) as never[] },
    replant: () => {
      const restored = plans.get(planName);
      if (restored !== undefined) {
        current = restored;
        return;
      }
      for (const [name, rows] of Object.entries(current.collections))
        for (const row of structuredClone(rows)) state.collection(vendor, name).insert(row);
      plans.insert(current);
    },
  };
}
