import type { PortResult } from './port-result.ts';

/** A file that came along with words. Its bytes stay where they are until somebody needs them. */
export type Attachment = {
  name: string;
  /** As its sender says; null when it does not. */
  contentType: string | null;
  /** As its sender says; null when it does not. */
  sizeBytes: number | null;
  /** What the `FileStore` of the channel or desk that it came from is asked for it by; null when it cannot be had. */
  address: string | null;
};

export type FileContent = { bytes: Uint8Array; contentType: string | null };

/** Where a vendor keeps the files of its chats. */
export interface FileStore {
  /**
   * Refuses, without asking anybody, an address that is not the vendor's own: nothing else may be reached through it. Refuses
   * (`file-too-big`) as soon as it is known that there are more than `bytesMax` bytes.
   */
  fetch(address: string, options: { bytesMax: number }): Promise<PortResult<FileContent>>;
}

/** What files somebody takes. */
export type FileLimits = {
  bytesMax: number;
  /** For example `image/png`, or `image/*` for all of a kind; null: any. */
  contentTypes: readonly string[] | null;
};
