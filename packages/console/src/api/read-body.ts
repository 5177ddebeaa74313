import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

export const bodies = {
  signIn: z.strictObject({
    login: z
      .string()
      .max(200)
      .refine((login) => !login.includes('\0')),
    password: z.string().max(1_000),
  }),
  nothing: z.strictObject({}),
  availability: z.strictObject({ availability: z.enum(['online', 'away']) }),
  message: z
    .strictObject({ text: z.string().max(10_000).default(''), files: z.array(z.string().max(200)).max(10).default([]) })
    .refine(({ text, files }) => text.trim() !== '' || files.length > 0),
  note: z.strictObject({ text: z.string().trim().min(1).max(10_000) }),
  transfer: z.union([
    z.strictObject({ agent_id: z.string().max(200), note: z.string().max(2_000).default('') }),
    z.strictObject({ desk: z.string().max(100), note: z.string().max(2_000).default('') }),
  ]),
  read: z.strictObject({ seq: z.int().nonnegative() }),
};

/** Null: the body is not what is asked for. No body counts as an empty object. */
export function readBody<Schema extends z.ZodType>(schema: Schema, { body }: FastifyRequest): z.output<Schema> | null {
  try {
    const written = Buffer.isBuffer(body) && body.length > 0 ? JSON.parse(body.toString('utf8')) : {};
    const read = schema.safeParse(written);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** What a page that numbers something is asked with. */
export const pageQuery = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
