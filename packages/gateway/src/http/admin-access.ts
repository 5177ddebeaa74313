import { verifySharedSecret } from '@baton/client-webhooks';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from './problem.ts';

/** `adminKey` null: the routes exist in the demo only, where the guard lets nobody in but this machine. */
export type AdminAccess = { adminKey: string | null; isDemo: boolean };
export type Refuse = (reply: FastifyReply, code: ProblemCode, detail?: string) => FastifyReply;

/** Whether a request brings the admin key, where there is one. */
export function isAdmin({ adminKey }: AdminAccess, request: FastifyRequest): boolean {
  if (adminKey === null) return true;
  const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return verifySharedSecret({ given, expected: adminKey });
}
