import { createChatSteps } from './chat-steps.ts';
import { createChatReader } from './chats.ts';
import { createSalesIqContext, type SalesIqOptions } from './context.ts';
import { createOperators } from './operators.ts';
import { createBrands, createDepartments, createPortals } from './places.ts';
import { createDevices, createNotifications, createRoutingRules } from './plain-only.ts';
import {
  createAttachments,
  createCallbacks,
  createChatRoutingRules,
  createFeedbacks,
  createTags,
} from './portal-only.ts';
import type { SalesIqOperation, SalesIqStyle } from './routes.ts';
import { createVisitorApi } from './visitor-api.ts';
import { createVisitors } from './visitors.ts';
import { createWebhooks } from './webhooks.ts';

export type SalesIqClient = ReturnType<typeof createSalesIqClient>;

/**
 * Zoho SalesIQ in both styles of address (contract salesiq §1–§3, §8): with a screen name Zoho's real ones, without it those of seed
 * 004. An operation that the style lacks throws `unsupported` before any request. All errors are ClientErrors.
 * @example
 * const salesiq = createSalesIqClient({ http: createHttp(), baseUrl: 'https://salesiq.zoho.in', screenName: 'northwind', tokens, orgTokens });
 * if (salesiq.supports('chats.rate')) await salesiq.chats.rate(id, { rating: 5 });
 */
export function createSalesIqClient(options: SalesIqOptions) {
  const context = createSalesIqContext(options);
  return {
    style: context.style satisfies SalesIqStyle,
    /** Whether the style has the operation; its name is that of the method, for example `chats.rate`. */
    supports: (operation: SalesIqOperation): boolean => context.supports(operation),
    chats: { ...createChatReader(context), ...createChatSteps(context) },
    visitors: createVisitors(context),
    operators: createOperators(context),
    brands: createBrands(context),
    departments: createDepartments(context),
    portals: createPortals(context),
    devices: createDevices(context),
    notifications: createNotifications(context),
    routingRules: createRoutingRules(context),
    chatRoutingRules: createChatRoutingRules(context),
    webhooks: createWebhooks(context),
    tags: createTags(context),
    callbacks: createCallbacks(context),
    feedbacks: createFeedbacks(context),
    attachments: createAttachments(context),
    visitorApi: createVisitorApi(context),
  };
}
