import type { ConversationRow, VisitorRow } from '../rows.ts';
import type { JsonMap } from '../values.ts';

/** What SalesIQ asks the bot (salesiq.md §5.2). */
export type BotCall =
  | { handler: 'trigger' }
  | { handler: 'message'; operation: 'chat' | 'message'; text: string }
  | { handler: 'context'; contextId: string; answers: Record<string, { text: string }> }
  | { handler: 'failure'; cause: { code: number; desc: string }; failedResponse: unknown };

export interface BotCallPlace {
  orgId: string;
  requestId: string;
  visitor: VisitorRow;
  /** Null for a trigger: the visitor has not written yet. */
  conversation: ConversationRow | null;
}

export function botRequest(call: BotCall, place: BotCallPlace): JsonMap {
  const tail = { visitor: visitorOf(place) };
  const request = { request: { id: place.requestId } };
  switch (call.handler) {
    case 'trigger':
      return { handler: 'trigger', org_id: place.orgId, ...tail, ...request };
    case 'message':
      return {
        handler: 'message',
        operation: call.operation,
        org_id: place.orgId,
        ...tail,
        message: { text: call.text },
        attachments: [],
        ...request,
      };
    case 'context':
      return {
        handler: 'context',
        org_id: place.orgId,
        context_id: call.contextId,
        answers: call.answers,
        ...tail,
        ...request,
      };
    case 'failure':
      return {
        handler: 'failure',
        org_id: place.orgId,
        cause: call.cause,
        failed_response: call.failedResponse,
        ...tail,
        ...request,
      };
    default:
      return call satisfies never;
  }
}

function visitorOf({ visitor, conversation }: BotCallPlace): JsonMap {
  return {
    name: visitor.name,
    email: visitor.email,
    phone: visitor.phone,
    visitor_id: visitor.token.slice(1),
    ...(conversation ? { active_conversation_id: conversation.id } : {}),
    channel: 'Website',
    browser: 'Chrome',
    os: 'Windows',
    language: 'en',
    country: 'United States',
    city: 'Austin',
    state: 'Texas',
    time_zone: 'America/Chicago',
    ...(conversation && conversation.question !== '' ? { question: conversation.question } : {}),
    current_page_url: 'https://www.company.com/support',
    current_page_title: 'Support',
    landing_page_url: 'https://www.company.com/',
    landing_page_title: 'Home',
    previous_page_url: 'https://www.company.com/',
    campaign_source: '',
    campaign_medium: '',
    campaign_content: '',
  };
}
