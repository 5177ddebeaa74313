/**
 * Versions of HubSpot's API families (contract hubspot §2), one constant for each. The numbered ones leave support in 2027-09; the
 * OAuth endpoints of v1 are switched off on 2027-02-16.
 */
export type HubSpotVersions = {
  customChannels: 'v3' | '2025-09' | '2026-03' | '2026-09';
  conversations: 'v3' | '2026-09-beta' | '2026-09';
  oauth: 'v1' | 'v3' | '2026-03' | '2026-09';
};

/** The versions that are used unless told otherwise. */
export const hubSpotVersions: HubSpotVersions = { customChannels: 'v3', conversations: 'v3', oauth: '2026-03' };

/** Of these families the contract names one form alone. */
export const fixedVersions = { crm: 'v3', files: 'v3', visitorIdentification: 'v3' } as const;

export type HubSpotPaths = { customChannels: string; conversations: string; assignee: string };

/** The order of the segments differs between v3 and the dated forms, and once more for the assignee of a thread (§2). */
export const toPaths = ({ customChannels, conversations }: HubSpotVersions): HubSpotPaths => ({
  customChannels:
    customChannels === 'v3' ? '/conversations/v3/custom-channels' : `/conversations/custom-channels/${customChannels}`,
  conversations:
    conversations === 'v3' ? '/conversations/v3/conversations' : `/conversations/conversations/${conversations}`,
  assignee: `/conversations/conversations/${conversations}/threads/:id/assignee`,
});
