const channelVersions = ['2026-03', '2026-09', '2025-09'] as const;

/** A path of custom channels in each spelling; the list itself also with a slash at its end (contract hubspot §2). */
export function channelPaths(rest = ''): string[] {
  const bases = [
    '/conversations/v3/custom-channels',
    '/conversations/custom-channels/v3',
    ...channelVersions.map((version) => `/conversations/custom-channels/${version}`),
  ];
  return bases.flatMap((base) => (rest === '' ? [base, `${base}/`] : [`${base}${rest}`]));
}

/** A path of conversations; the assignee's is the one that v3 spells the other way round (contract hubspot §2). */
export function conversationPaths(rest: string, { isSwapped = false }: { isSwapped?: boolean } = {}): string[] {
  const v3 = isSwapped ? '/conversations/conversations/v3' : '/conversations/v3/conversations';
  return [v3, ...['2026-09', '2026-09-beta'].map((version) => `/conversations/conversations/${version}`)].map(
    (base) => `${base}${rest}`,
  );
}

/** Of these versions senders name no actor and staging tokens need both members (contract hubspot §2). */
export const isReducedVersion = (path: string): boolean => /\/custom-channels\/(?:2025-09|2026-09)\//.test(path);
