import { type BotContext, type BotSettings, type ChannelCapabilities, createTexts, plainChain } from '@baton/core';

/** Capabilities of a channel that is polled and answers in the response. */
export const polledChannel: ChannelCapabilities = {
  answersInResponse: true,
  isPolled: true,
  canPush: false,
  deferredAnswerMs: null,
  forwardDesk: null,
  answeredElsewhere: null,
  hasButtons: true,
  fileLimits: null,
  textCharactersMax: 1_000,
};

const defaults: BotSettings = {
  version: 'test',
  locale: 'en',
  handoffChain: ['salesiq'],
  acceptTimeoutMs: 60_000,
  chain: plainChain,
  ticketLooks: [],
  silenceMs: 600_000,
  unheardMs: 120_000,
  sendsCustomerMail: false,
  supportEmail: null,
  pointsOfContact: [],
};

type Options = Partial<Omit<BotContext, 'settings'>> & { settings?: Partial<BotSettings> };

/** What the bot knows in a test: one polled channel `flat`, one desk `salesiq`, no workflows, and no code that is right. */
export const newBotContext = ({ settings = {}, ...options }: Options = {}): BotContext => ({
  workflows: [],
  earlierWorkflows: [],
  checkCode: () => false,
  linkFile: () => null,
  earlierSettings: [],
  channels: { flat: polledChannel },
  desks: { salesiq: { messageCharactersMax: 3_000, hasFiles: false, hasReceipts: false } },
  texts: createTexts(),
  register: { hasUsernames: true },
  mailLimits: null,
  ...options,
  settings: { ...defaults, ...settings },
});
