import { type CallOptions, ClientError, text } from '@baton/http-kit';
import type { HubSpotContext } from './context.ts';
import { fixedVersions } from './versions.ts';

/** Tokens with which HubSpot's own chat widget knows its visitor (contract hubspot §7). */
export const createVisitorTokens = (context: HubSpotContext) => ({
  /**
   * Makes a token. Scope conversations.visitor_identification.tokens.create · §7 · retry: idempotent.
   * @example const token = await hubspot.visitorTokens.create({ email: 'dana@example.com', firstName: 'Dana' })
   */
  create: async (
    visitor: { email: string; firstName?: string; lastName?: string },
    options?: CallOptions,
  ): Promise<string> => {
    const answer = await context.call({
      operation: 'visitorTokens.create',
      method: 'POST',
      path: `/visitor-identification/${fixedVersions.visitorIdentification}/tokens/create`,
      json: { ...visitor, hsCustomerAgentContext: {} },
      retryClass: 'idempotent',
      options,
    });
    const token = text(answer, 'token') ?? '';
    if (token !== '') return token;
    throw new ClientError('undecodable', 'HubSpot answered with success, but without a token.', { retryable: true });
  },
});
