/** A page: `html/<name>.html` is what it shows, `browser/<name>.ts` what it does. */
export type Page = {
  /** Its address without the slash. */
  name: string;
  /** Without this vendor there is no such page; null when it shows all of them. */
  vendor: string | null;
  title: string;
  lead: string;
};

export const pages: readonly Page[] = [
  {
    name: 'visitor',
    vendor: 'salesiq',
    title: 'Visitor',
    lead: 'Chat as a customer, as in the widget on a web site.',
  },
  {
    name: 'operator',
    vendor: 'salesiq',
    title: 'Operator',
    lead: 'Answer as Sarah Johnson. While you are in a chat, the bot keeps silent.',
  },
  {
    name: 'hubspot-inbox',
    vendor: 'hubspot',
    title: 'HubSpot inbox',
    lead: 'Answer as an agent of the HubSpot account, in the threads that came through a custom channel.',
  },
  {
    name: 'mailbox',
    vendor: 'mail',
    title: 'Mailbox',
    lead: 'Every mail the gateway has sent, to customers, support team and points of contact. Nothing leaves this machine.',
  },
  {
    name: 'tickets',
    vendor: 'desk',
    title: 'Tickets',
    lead: 'What the help desk holds. The chat so far is attached to each ticket as a comment.',
  },
  {
    name: 'journal',
    vendor: null,
    title: 'Journal',
    lead: 'Every request the emulated vendors received, newest first. Open one to see what was sent; secrets are blacked out.',
  },
];
