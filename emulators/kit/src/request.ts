import type { FastifyRequest } from 'fastify';
import type { EmulatorRequest } from './operation.ts';

/** The body was not JSON. */
export class BadJson extends Error {
  override readonly name = 'BadJson';
}

/** A request as the vendors' handlers see it. */
export function toRequest(request: FastifyRequest): EmulatorRequest {
  const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  return {
    method: request.method,
    path: request.url.split('?')[0] ?? '/',
    params: request.params as Record<string, string>,
    query: request.query as Record<string, string>,
    headers: request.headers as Record<string, string | undefined>,
    rawBody,
    json: () => {
      try {
        const parsed: unknown = JSON.parse(rawBody.toString('utf8'));
        return parsed;
      } catch (cause) {
        throw new BadJson('not JSON', { cause });
      }
    },
    form: () => new URLSearchParams(rawBody.toString('utf8')),
  };
}
