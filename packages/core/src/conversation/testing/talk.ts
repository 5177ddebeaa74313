import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { EffectAction, EffectKind } from '../../effects/effects.ts';
import { conversationId } from '../../ids.ts';
import type { ChannelCapabilities } from '../../ports/channel.ts';
import type { DeskEvent } from '../../ports/intent.ts';
import { createTexts } from '../../texts/texts.ts';
import { parseWorkflow, type WorkflowDefinition } from '../../workflow/definition.ts';
import { type DeskLoad, plainChain } from '../chain-settings.ts';
import type { BotSettings, ConversationCommand, DecisionContext } from '../commands.ts';
import { decide } from '../decide.ts';
import type { ConversationEvent } from '../events.ts';
import { type ConversationState, initialConversation } from '../state.ts';
import type { DecidedTimer, Timer } from '../timers.ts';
import type { DecidedEffect, DecidedMessage } from '../turn.ts';

const folder = new URL('../../../../../workflows/', import.meta.url);

const workflows: WorkflowDefinition[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && !name.includes('.scenario.'))
  .map((name) => parseWorkflow(parse(readFileSync(new URL(name, folder), 'utf8')), name));

export const rightCode = '12345678';

/** A channel whose vendor hands chats over to its own humans, one that is polled, and two that can be pushed to. */
const answering: ChannelCapabilities = {
  answersInResponse: true,
  isPolled: false,
  canPush: false,
  deferredAnswerMs: 170_000,
  forwardDesk: 'salesiq',
  answeredElsewhere: null,
  hasButtons: true,
  fileLimits: null,
  textCharactersMax: 1_000,
};
const polled: ChannelCapabilities = { ...answering, isPolled: true, deferredAnswerMs: null, forwardDesk: null };
const pushed: ChannelCapabilities = {
  ...polled,
  answersInResponse: false,
  isPolled: false,
  canPush: true,
};

export type TestChannel = 'flat' | 'salesiq' | 'pushed' | 'answering-and-pushed' | 'elsewhere';

export const sarah = { id: null, name: 'Sarah' };

export const testSettings: BotSettings = {
  version: 'test',
  locale: 'en',
  handoffChain: ['salesiq'],
  acceptTimeoutMs: 1_000,
  chain: plainChain,
  ticketLooks: [],
  silenceMs: 600_000,
  unheardMs: 120_000,
  sendsCustomerMail: true,
  supportEmail: 'team@example.com',
  pointsOfContact: [],
};

export const testContext: DecisionContext = {
  workflows,
  earlierWorkflows: [],
  checkCode: (_challenge, text) => text === rightCode,
  linkFile: ({ desk, name }) => `https://baton.example/files/${desk}-${name}`,
  settings: testSettings,
  earlierSettings: [],
  channels: {
    flat: polled,
    salesiq: answering,
    pushed,
    'answering-and-pushed': { ...pushed, answersInResponse: true },
    elsewhere: { ...pushed, answeredElsewhere: { heldMs: 2_000 } },
  },
  desks: {
    salesiq: { messageCharactersMax: 3_000, hasFiles: false, hasReceipts: false },
    second: { messageCharactersMax: 40, hasFiles: true, hasReceipts: true },
  },
  texts: createTexts(),
  register: { hasUsernames: true },
  mailLimits: null,
  allowances: new Map(),
  deskLoads: new Map(),
  now: new Date('2026-03-02T10:00:00Z'),
};

export const startConversation = (channel: TestChannel = 'flat'): ConversationState =>
  initialConversation({ id: conversationId('c1'), channel, chatId: 'chat' });

/** A conversation that is told what happens, one command after the other, and keeps what came of it. */
export class Talk {
  state: ConversationState;
  readonly effects: DecidedEffect[] = [];
  readonly timers: DecidedTimer[] = [];
  readonly messages: DecidedMessage[] = [];
  readonly events: ConversationEvent[] = [];
  /** How it goes at the desks. */
  readonly loads = new Map<string, DeskLoad>();
  private readonly settings: BotSettings;
  private readonly workflows: WorkflowDefinition[];
  private now = testContext.now;
  private deskCount = 0;

  constructor(channel: TestChannel = 'flat', settings: Partial<BotSettings> = {}, workflows = testContext.workflows) {
    this.workflows = workflows;
    this.state = startConversation(channel);
    this.settings = { ...testSettings, ...settings };
  }

  /** What the customer is told in answer to the command. */
  tell(command: ConversationCommand): DecidedMessage[] {
    const decision = decide(command, this.state, {
      ...testContext,
      settings: this.settings,
      workflows: this.workflows,
      now: this.now,
      deskLoads: this.loads,
    });
    this.state = decision.state;
    this.effects.push(...decision.effects);
    this.timers.push(...decision.timers);
    this.messages.push(...decision.messages);
    this.events.push(...decision.events);
    return decision.messages.filter(({ author }) => author === 'bot');
  }

  /** `isAnswered`: the request had its answer before its turn came. */
  says(text: string, { isAnswered = false } = {}): DecidedMessage[] {
    const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null, senderAddress: null };
    return this.tell({ type: 'receive-customer-message', text, profile, isAnswered });
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  all<Kind extends EffectKind>(kind: Kind): EffectAction<Kind>[] {
    const isOfKind = (action: EffectAction): action is EffectAction<Kind> => action.kind === kind;
    return this.effects.map(({ action }) => action).filter(isOfKind);
  }

  /** The ticket system answers to the wish for a ticket of this place, from 0. */
  fileTicket(index = 0): DecidedMessage[] {
    const request = this.all('create-ticket')[index]?.request;
    if (request === undefined) throw new TypeError(`no ticket ${index} was asked for`);
    const result = { type: 'created' as const, id: `t${index}`, number: String(100 + index), url: null };
    return this.tell({ type: 'settle-ticket', caseKey: request.caseKey, result });
  }

  /** The register answers to the latest look-up, or to an earlier one, from 0. */
  lookUp(isKnown = true, index = this.all('look-up-identity').length - 1): DecidedMessage[] {
    const asked = this.all('look-up-identity')[index];
    if (asked === undefined) throw new TypeError(`no look-up ${index} was asked for`);
    const { account, askedBy } = asked;
    const email = account.includes('@') ? account : `${account}@example.com`;
    const person = { recordId: account, name: 'Ann', email, phone: null, company: null };
    const result = isKnown ? { type: 'match' as const, person } : { type: 'none' as const };
    return this.tell({ type: 'settle-look-up', account, askedBy, result });
  }

  /** The desk that was asked last has opened the chat; returns its reference. */
  openDesk(): string {
    const asked = this.all('open-desk').at(-1);
    if (asked === undefined) throw new TypeError('no desk was asked for');
    this.deskCount += 1;
    const reference = `d${this.deskCount}`;
    this.tell({ type: 'settle-opening', legKey: asked.legKey, reference });
    return reference;
  }

  /** The desk of the present leg tells something of its chat, or another address does. */
  desk(event: DeskEvent, { at = null, ...address }: { desk?: string; reference?: string; at?: string | null } = {}) {
    const leg = this.state.handoff?.leg;
    const known = leg?.phase === 'opening' && leg.route === 'relay' ? this.openDesk() : leg?.reference;
    const { desk = leg?.desk ?? 'salesiq', reference = known ?? this.state.chatId } = address;
    return this.tell({ type: 'receive-desk-event', desk, reference, at, event });
  }

  join(at: string | null = null) {
    return this.desk({ type: 'agent-joined', agent: sarah }, { at });
  }

  agentSays(text: string, at: string | null = null) {
    return this.desk({ type: 'agent-said', agent: sarah, text, attachments: [], messageId: null }, { at });
  }

  miss(at: string | null = null) {
    return this.desk({ type: 'missed' }, { at });
  }

  complete(at: string | null = null) {
    return this.desk({ type: 'completed', endedBy: 'agent' }, { at });
  }

  /** The latest timer of a name comes due. */
  fire(name: Timer['name']) {
    const timer = this.timers.map((set) => set.timer).findLast((one) => one.name === name);
    if (timer === undefined) throw new TypeError(`no timer ${name} was set`);
    return this.tell({ type: 'fire-timer', timer });
  }
}
