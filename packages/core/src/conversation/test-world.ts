import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { conversationId } from '../ids.ts';
import { parseWorkflow, type WorkflowDefinition } from '../workflow/definition.ts';
import type { ConversationCommand, DecisionContext } from './commands.ts';
import { decide } from './decide.ts';
import type { DecidedEffect, EffectAction } from './effects.ts';
import { type ChannelName, type ConversationState, initialConversation } from './state.ts';
import type { DecidedMessage } from './turn.ts';

const folder = new URL('../../../../workflows/', import.meta.url);

const workflows: WorkflowDefinition[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml') && !name.includes('.scenario.'))
  .map((name) => parseWorkflow(parse(readFileSync(new URL(name, folder), 'utf8')), name));

export const rightCode = '12345678';

export const testContext: DecisionContext = {
  workflows,
  earlierWorkflows: [],
  checkCode: (_challenge, text) => text === rightCode,
  settings: { acceptTimeoutMs: 1_000, sendsCustomerMail: true, supportEmail: 'team@example.com', pointsOfContact: [] },
  now: new Date('2026-03-02T10:00:00Z'),
};

export const startConversation = (channel: ChannelName = 'flat'): ConversationState =>
  initialConversation({ id: conversationId('c1'), channel, chatId: 'chat' });

type ActionOf<Kind extends EffectAction['kind']> = Extract<EffectAction, { kind: Kind }>;

/** A conversation that is told what happens, one command after the other, and keeps what came of it. */
export class Talk {
  state: ConversationState;
  readonly effects: DecidedEffect[] = [];
  readonly messages: DecidedMessage[] = [];
  private now = testContext.now;
  private readonly workflows: WorkflowDefinition[];

  constructor(channel: ChannelName = 'flat', workflows = testContext.workflows) {
    this.state = startConversation(channel);
    this.workflows = workflows;
  }

  /** What the customer is told in answer to the command. */
  tell(command: ConversationCommand): DecidedMessage[] {
    const decision = decide(command, this.state, { ...testContext, workflows: this.workflows, now: this.now });
    this.state = decision.state;
    this.effects.push(...decision.effects);
    this.messages.push(...decision.messages);
    return decision.messages.filter(({ author }) => author === 'bot');
  }

  says(text: string): DecidedMessage[] {
    const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null };
    return this.tell({ type: 'receive-customer-message', text, profile });
  }

  later(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  all<Kind extends EffectAction['kind']>(kind: Kind): ActionOf<Kind>[] {
    return this.effects.flatMap(({ action }) => (action.kind === kind ? [action as ActionOf<Kind>] : []));
  }

  /** The ticket system answers to the wish for a ticket of this place, from 0. */
  fileTicket(index = 0): DecidedMessage[] {
    const request = this.all('create-ticket')[index]?.request;
    if (request === undefined) throw new TypeError(`no ticket ${index} was asked for`);
    const result = { type: 'created' as const, id: `t${index}`, number: String(100 + index), url: null };
    return this.tell({
      type: 'settle-effect',
      result: { kind: 'create-ticket', caseKey: request.caseKey, result },
    });
  }

  /** The register answers to the latest look-up, or to an earlier one, from 0. */
  lookUp(isKnown = true, index = this.all('look-up-identity').length - 1): DecidedMessage[] {
    const asked = this.all('look-up-identity')[index];
    if (asked === undefined) throw new TypeError(`no look-up ${index} was asked for`);
    const { email, askedBy = null } = asked;
    const person = { recordId: email, name: 'Ann', email, phone: null, company: null };
    const result = isKnown ? { type: 'match' as const, person } : { type: 'none' as const };
    return this.tell({ type: 'settle-effect', result: { kind: 'look-up-identity', email, askedBy, result } });
  }

  openDesk(): void {
    const asked = this.all('open-desk').at(-1);
    if (asked === undefined) throw new TypeError('no desk was asked for');
    this.tell({
      type: 'settle-effect',
      result: {
        kind: 'open-desk',
        handoffKey: asked.handoffKey,
        result: { type: 'opened', deskConversationId: 'd1' },
      },
    });
  }
}
