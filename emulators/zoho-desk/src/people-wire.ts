import { type AgentRow, type ContactRow, layouts } from './rows.ts';

const emptyContact = {
  secondaryEmail: null,
  mobile: null,
  accountId: null,
  accountCount: '0',
  ownerId: null,
  type: null,
  title: null,
  description: null,
  street: null,
  city: null,
  state: null,
  country: null,
  zip: null,
  twitter: null,
  facebook: null,
  photoURL: null,
  isDeleted: false,
  isSpam: false,
  isAnonymous: false,
  isEndUser: false,
  isFollowing: false,
  layoutId: layouts.contact,
  layoutDetails: { id: layouts.contact, layoutName: 'Standard' },
  customerHappiness: { badPercentage: '0', okPercentage: '0', goodPercentage: '0' },
  zohoCRMContact: null,
};

/** A single contact (contract zoho-desk §3). */
export function contactWire(row: ContactRow): Record<string, unknown> {
  const cf = { cf_salesiq_visitor_id: null, ...row.cf };
  return {
    ...emptyContact,
    ...row,
    webUrl: `https://desk.zoho.com/support/company/ShowHomePage.do#Contacts/dv/${row.id}`,
    cf,
    customFields: { 'SalesIQ Visitor Id': cf.cf_salesiq_visitor_id },
  };
}

const onlyInDetails = [
  ...['title', 'description', 'street', 'city', 'state', 'country', 'zip', 'twitter', 'facebook', 'isFollowing'],
  ...['layoutId', 'layoutDetails', 'customFields'],
];

/** Lists and searches show less. */
export const contactListItem = (row: ContactRow): Record<string, unknown> =>
  Object.fromEntries(Object.entries(contactWire(row)).filter(([name]) => !onlyInDetails.includes(name)));

export const fullName = ({ firstName, lastName }: { firstName: string | null; lastName: string }): string =>
  [firstName, lastName].filter((part) => part !== null && part !== '').join(' ');

/** An agent as the author of a comment or the holder of a ticket. */
export const agentWire = (row: AgentRow): Record<string, unknown> => ({
  id: row.id,
  firstName: row.firstName,
  lastName: row.lastName,
  name: fullName(row),
  email: row.email,
  photoURL: null,
  roleName: 'Agent',
  type: 'AGENT',
});
