import type { Collection, EmulatorHost, Row, Settings } from '@baton/emulator-kit';
import { type CrmSettings, openCrmSettings } from './limits.ts';

export const modules = ['Contacts', 'Leads'] as const;
export type ModuleName = (typeof modules)[number];
/** A record under the API names of its fields. */
export type RecordRow = Row & { Created_Time: string; Modified_Time: string };
export type NoteRow = RecordRow & { Note_Title: string | null; Note_Content: string; Parent_Id: string };
/** Automation that a write would have started: `trigger` absent means all of it (contract zoho-crm §5). */
export type AutomationRow = Row & { module: ModuleName; recordId: string; action: string; triggers: string[] };

export type Crm = {
  host: EmulatorHost;
  settings: Settings<CrmSettings>;
  records: Record<ModuleName, Collection<RecordRow>>;
  notes: Collection<NoteRow>;
  automations: Collection<AutomationRow>;
  now(): string;
};

export function openCrm(host: EmulatorHost): Crm {
  return {
    host,
    settings: openCrmSettings(host),
    records: {
      Contacts: host.collection<RecordRow>('crm', 'contacts'),
      Leads: host.collection<RecordRow>('crm', 'leads'),
    },
    notes: host.collection<NoteRow>('crm', 'notes'),
    automations: host.collection<AutomationRow>('crm', 'automations'),
    now: () => stamp(host.clock.now()),
  };
}

/** With an offset, in the user's zone, without milliseconds (contract zoho-crm §1). */
export const stamp = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, '+00:00');

export const isModule = (name: string): name is ModuleName => modules.some((known) => known === name);

const owner = { name: 'Sam Okafor', id: '904410000000225013' };
export const user = { ...owner, email: 'sam@company.com' };
/** The person in `Created_By` and `Modified_By`. */
export const author = owner;
