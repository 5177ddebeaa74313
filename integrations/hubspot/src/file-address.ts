const byId = 'hubspot-file:';

/** What a file is asked for by, from its id. */
export const toFileAddress = (fileId: string): string => `${byId}${fileId}`;

/** Null for an address of another kind. */
export const toFileId = (address: string): string | null =>
  address.startsWith(byId) ? address.slice(byId.length) : null;
