/** What Baton asks for (contract hubspot §3); all of them have to be declared by the app. */
export const neededScopes = (options: { hasFiles: boolean; canCreateContacts: boolean }): string[] => [
  'oauth',
  'conversations.custom_channels.read',
  'conversations.custom_channels.write',
  'conversations.read',
  'conversations.write',
  'crm.objects.contacts.read',
  ...(options.canCreateContacts ? ['crm.objects.contacts.write'] : []),
  ...(options.hasFiles ? ['files.read', 'files.write'] : []),
];

/** Those that were not given; older apps have one scope for files. */
export const findMissingScopes = (granted: readonly string[], needed: readonly string[]): string[] =>
  needed.filter((scope) => !granted.includes(scope) && !(scope.startsWith('files.') && granted.includes('files')));
