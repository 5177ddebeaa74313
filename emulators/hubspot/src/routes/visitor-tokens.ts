import { randomBytes } from 'node:crypto';
import { badMember, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import { textOf } from '../values.ts';

/** Tokens that tell the hosted chat widget who the visitor is (contract hubspot §7). */
export const visitorTokenRoutes = (): Route[] => [
  {
    ...{ name: 'hubspot.visitor-tokens.create', method: 'POST', paths: ['/visitor-identification/v3/tokens/create'] },
    ...{ section: '7', scopes: ['conversations.visitor_identification.tokens.create'] },
    handle: (request) => {
      if (!textOf(bodyOf(request)['email']).includes('@')) return badMember('email', 'email is missing');
      return ok({ token: randomBytes(48).toString('base64url') });
    },
  },
];
