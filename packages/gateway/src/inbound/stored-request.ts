import type { RawRequest } from '@baton/core';
import { z } from 'zod';

/** A raw request as it is kept until it is processed, with what is needed to read it again. */
export type StoredRequest = {
  adapter: string;
  covers: string;
  /** Which of the request's deliveries this is, from 0, and how many there were. */
  part: number;
  parts: number;
  request: RawRequest;
};

const headSchema = z.object({
  adapter: z.string(),
  covers: z.string(),
  part: z.number().int().min(0),
  parts: z.number().int().min(1),
  method: z.string(),
  url: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  receivedAt: z.iso.datetime().transform((text) => new Date(text)),
});

const lineFeed = 0x0a;

/** What is sealed: one line of JSON that says how the request came, a line feed, and its bytes as they came. */
export function packRequest({ request, ...place }: StoredRequest): Buffer {
  const { method, url, headers, receivedAt, body } = request;
  const head = JSON.stringify({ ...place, method, url, headers, receivedAt: receivedAt.toISOString() });
  return Buffer.concat([Buffer.from(`${head}\n`, 'utf8'), body]);
}

/** Null when the bytes have no head line: versions before 0.2 kept another form. @throws ZodError on a head that is none of ours */
export function unpackRequest(bytes: Buffer): StoredRequest | null {
  const end = bytes.indexOf(lineFeed);
  if (end === -1) return null;
  const head: unknown = JSON.parse(bytes.toString('utf8', 0, end));
  const { adapter, covers, part, parts, ...request } = headSchema.parse(head);
  return { adapter, covers, part, parts, request: { ...request, body: bytes.subarray(end + 1) } };
}
