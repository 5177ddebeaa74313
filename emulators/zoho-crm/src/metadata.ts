import type { ModuleName } from './rows.ts';

export type Field = {
  api_name: string;
  field_label: string;
  data_type: 'text' | 'email' | 'phone' | 'textarea' | 'picklist' | 'lookup' | 'boolean' | 'datetime';
  length: number;
  system_mandatory: boolean;
  pick_list_values: string[];
};

type Details = Partial<Pick<Field, 'system_mandatory' | 'pick_list_values'>>;

function field(api_name: string, data_type: Field['data_type'], details: Details = {}): Field {
  const length = data_type === 'textarea' ? 32_000 : data_type === 'email' ? 100 : 255;
  const field_label = api_name.replaceAll('_', ' ');
  return { api_name, field_label, data_type, length, system_mandatory: false, pick_list_values: [], ...details };
}

const person = [
  field('First_Name', 'text'),
  field('Last_Name', 'text', { system_mandatory: true }),
  field('Email', 'email'),
  field('Secondary_Email', 'email'),
  field('Phone', 'phone'),
  field('Mobile', 'phone'),
  field('Description', 'textarea'),
  field('Lead_Source', 'picklist', { pick_list_values: ['Chat', 'Web', 'Phone', 'Advertisement'] }),
  field('Created_Time', 'datetime'),
  field('Modified_Time', 'datetime'),
];

/** What the portal's layouts hold; picklists are enforced (contract zoho-crm §11). */
export const fields: Record<ModuleName, Field[]> = {
  Contacts: [...person, field('Account_Name', 'lookup')],
  Leads: [
    ...person,
    field('Company', 'text'),
    field('Lead_Status', 'picklist', { pick_list_values: ['Not Contacted', 'Contacted', 'Attempted to Contact'] }),
    field('Converted', 'boolean'),
  ],
};

export const namesOf = (module: ModuleName, types: Field['data_type'][]): string[] =>
  fields[module].filter(({ data_type }) => types.includes(data_type)).map(({ api_name }) => api_name);
