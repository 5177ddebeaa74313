import type { Desk, DeskFileAddress, FileContent, PortResult } from '@baton/core';
import { z } from 'zod';
import { type SecretBox, tryOpen } from '../secret-box.ts';

/** An operator's file that somebody asked for by its link. */
export type LinkedFile = { name: string; contentType: string | null; file: PortResult<FileContent> };

export type FileLinks = {
  /** Null while no address is known at which customers reach this gateway. */
  link(file: DeskFileAddress, now: Date): string | null;
  /** Fetches what a link is for; null when it is none of ours, is over, or its desk has no files any more. */
  fetch(token: string, now: Date): Promise<LinkedFile | null>;
};

type Dependencies = {
  secretBox: Pick<SecretBox, 'seal' | 'open'>;
  /** Address of this gateway as customers write it, without a slash at the end; null: unknown. */
  publicUrl(): string | null;
  desks: Readonly<Record<string, Pick<Desk, 'files'>>>;
};

/** How long a link opens its file, in milliseconds. */
const linkLastsMs = 7 * 24 * 3_600_000;
/** Files are held in memory while they are passed on. */
const bytesMax = 20 * 1_048_576;

const sealedFile = z.object({
  desk: z.string(),
  address: z.string(),
  name: z.string(),
  contentType: z.string().nullable(),
  until: z.number(),
});

/**
 * Links under which customers get operators' files. The link itself holds, sealed, where the file lies: nothing is kept of it, nobody can
 * make one up, and the file is fetched from its desk each time.
 */
export const createFileLinks = ({ secretBox, publicUrl, desks }: Dependencies): FileLinks => ({
  link: (file, now) => {
    const origin = publicUrl();
    if (origin === null) return null;
    const sealed = secretBox.seal(Buffer.from(JSON.stringify({ ...file, until: now.getTime() + linkLastsMs })));
    return `${origin}/files/${sealed.toString('base64url')}`;
  },
  fetch: async (token, now) => {
    const opened = tryOpen(secretBox, Buffer.from(token, 'base64url'));
    const read = opened === null ? null : readSealed(opened);
    if (read === null || read.until <= now.getTime()) return null;
    const files = desks[read.desk]?.files ?? null;
    if (files === null) return null;
    return { name: read.name, contentType: read.contentType, file: await files.fetch(read.address, { bytesMax }) };
  },
});

/** The box seals other things too. */
function readSealed(opened: Buffer): z.output<typeof sealedFile> | null {
  try {
    return sealedFile.safeParse(JSON.parse(opened.toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}
