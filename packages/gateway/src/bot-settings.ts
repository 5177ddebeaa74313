import { createHash } from 'node:crypto';
import type { BotSettings, ChainSettings, MailLimits } from '@baton/core';
import { isLastStep, readChain } from './config/check-together.ts';
import type { Configuration } from './config/configuration.ts';
import { conversationSettings } from './config/groups/conversation.ts';
import { mailSettings } from './config/groups/mail.ts';

/** After this time without a word of a connected human the vendor is asked whether the chat still goes on, in milliseconds. */
const silenceMs = 10 * 60_000;
/** For an hour every five minutes, for a day every half hour, for a week four times a day. */
const ticketLooks = [
  { everyMs: 5 * 60_000, times: 12 },
  { everyMs: 30 * 60_000, times: 46 },
  { everyMs: 6 * 3_600_000, times: 24 },
];
/** Words that nobody fetched for this time go by mail, in milliseconds. */
const unheardMs = 2 * 60_000;

/** What conversations that start now go by, with the hash of it all as its version. */
export function readBotSettings(configuration: Configuration, chain: ChainSettings): BotSettings {
  const values = configuration.require(conversationSettings);
  const mail = configuration.read(mailSettings);
  const steps = readChain(configuration);
  const settings = {
    locale: values.BATON_LOCALE,
    // After the last desk a ticket is made, whether the setting names it or not.
    handoffChain: steps.filter((step) => !isLastStep(step)),
    acceptTimeoutMs: values.BATON_HANDOFF_TIMEOUT_MS ?? values.HANDOFF_TIMEOUT_SECONDS * 1_000,
    chain: steps.includes('callback') ? { ...chain, callback: 'last-step' as const } : chain,
    silenceMs,
    unheardMs,
    ticketLooks: values.BATON_TICKET_LOOKS ? ticketLooks : [],
    sendsCustomerMail: mail !== null && values.BATON_CUSTOMER_MAIL,
    supportEmail: mail?.SUPPORT_EMAIL ?? null,
    pointsOfContact: mail === null ? [] : values.POINTS_OF_CONTACT,
  };
  return { version: createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16), ...settings };
}

/** How many mails strangers can cause. The present ones count for every conversation. */
export function readMailLimits(configuration: Configuration): MailLimits {
  const values = configuration.require(conversationSettings);
  return {
    codesPerAccount: values.CODES_PER_HOUR,
    perAddress: values.MAILS_PER_HOUR,
    perVisitor: values.MAILS_PER_VISITOR,
    perSender: values.MAILS_PER_SENDER,
  };
}
