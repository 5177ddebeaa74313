import { locales } from '@baton/core';
import { contacts, flag, integer, list, oneOf, optional, text } from '../readers.ts';
import { area, setting } from '../setting.ts';

export const conversationSettings = area('Conversations', {
  BATON_WORKFLOWS_DIR: setting(optional(text), {
    description: 'Folder of workflows; default are the three that come with Baton.',
    example: './workflows',
  }),
  BATON_LOCALE: setting(oneOf(...locales).default('en'), {
    description: 'Language of everything that Baton itself writes to customers, operators and the team.',
    example: 'de',
  }),
  BATON_TEXTS_FILE: setting(optional(text), {
    description: 'YAML file with wording of your own for any of these texts, by language and name.',
    example: './texts.yaml',
  }),
  BATON_HANDOFF_CHAIN: setting(optional(list), {
    description:
      'Who is asked for a human, in this order: names of configured desks, then, if customers can be called, `callback`, then `ticket`. Default: every configured desk, then `ticket`.',
    example: 'salesiq, ticket',
  }),
  BATON_HANDOFF_FILE: setting(optional(text), {
    description:
      'YAML file with opening hours, and with time, capacity and circuit breaker of each desk (`docs/guides/handoff.md`). Without it every desk is always asked.',
    example: './handoff.yaml',
  }),
  HANDOFF_TIMEOUT_SECONDS: setting(integer(5, 999).default(60), {
    description: 'How long each desk may let a customer wait, unless BATON_HANDOFF_FILE says otherwise for it.',
    example: '90',
  }),
  BATON_HANDOFF_TIMEOUT_MS: setting(optional(integer(50, 999_000)), {
    description: 'The same in milliseconds, to try out how nobody comes.',
    example: '5000',
    use: 'start',
  }),
  CODES_PER_HOUR: setting(integer(1, 1_000_000).default(6), {
    description:
      'One-time codes that are issued for one account per hour at most, over all chats. Those who proved its address lately are counted apart.',
    example: '6',
  }),
  MAILS_PER_HOUR: setting(integer(1, 1_000_000).default(10), {
    description: 'Other mails to one address per hour at most, over all chats in which nobody proved to own it.',
    example: '10',
  }),
  MAILS_PER_VISITOR: setting(integer(1, 1_000_000).default(20), {
    description: 'Mails to addresses they did not prove that one visitor can cause per hour, codes included.',
    example: '20',
  }),
  MAILS_PER_SENDER: setting(integer(1, 1_000_000).default(60), {
    description:
      'The same for one network address that visitors write from, where the channel tells it. Raise it when many sit behind one.',
    example: '60',
  }),
  BATON_TICKET_LOOKS: setting(flag.default(true), {
    description:
      "Look now and then, for a week at most, whether a ticket's agents answered in public or closed it, and say so in the chat. Costs some calls of the ticket system's daily allowance per ticket.",
    example: 'false',
  }),
  BATON_CUSTOMER_MAIL: setting(flag.default(true), {
    description: 'Mail the ticket number to the customer; false when the ticket system notifies already.',
    example: 'false',
  }),
  POINTS_OF_CONTACT: setting(contacts.default([]), {
    description: "Customers' points of contact by mail domain or company.",
    example: 'company.com=it@company.com',
  }),
});
