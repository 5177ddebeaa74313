import type { EmulatorHost } from '@baton/emulator-kit';
import type { DeskTables } from './rows.ts';

/** The one address replies may be sent from. */
export const supportAddress = 'support@company.com';

/** Departments and agents of a new portal; the first agent is the one whose token the gateway uses. */
export function plantPortal(host: EmulatorHost, { departments, agents }: DeskTables): void {
  if (departments.list().length === 0) {
    const createdTime = host.clock.now().toISOString();
    for (const name of ['Support', 'Callbacks'])
      departments.insert({ id: host.nextId(), name, isEnabled: true, createdTime });
  }
  if (agents.list().length > 0) return;
  const departmentIds = departments.list().map(({ id }) => id);
  for (const [firstName, lastName, email] of [
    ['Support', 'Gateway', 'gateway@company.com'],
    ['Sarah', 'Johnson', 'sarah.johnson@company.com'],
  ] as const) {
    agents.insert({ id: host.nextId(), firstName, lastName, email, departmentIds });
  }
}
