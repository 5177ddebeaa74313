import type { ConsoleStore } from '@baton/store';

/** For `npm start` alone, which nobody but this machine reaches. */
export const demoAgent = { login: 'demo', password: 'try-the-console' };

/** The hash of that password, made once, so that no start has to. */
const hash = 'scrypt$14$8$1$YmF0b24tZGVtby1hZ2VudA$6po882HihQNCeHcjz1I_EydXfQwE7USGcKY0EGbp9oQ';

/** Its password is known to everybody, so the account must not be there where real vendors are, whatever the store was used for before. */
export async function removeDemoAgent({ agents }: ConsoleStore, organisation: string): Promise<void> {
  const found = await agents.findByLogin(organisation, demoAgent.login);
  if (found?.password === hash) await agents.remove(organisation, demoAgent.login);
}

/** Somebody to sign in as, at once. */
export async function makeDemoAgent({ agents }: ConsoleStore, organisation: string): Promise<void> {
  const { login } = demoAgent;
  const account = { id: 'demo-agent', login, name: 'Dana Demo', role: 'lead', chatsMax: 20, password: hash } as const;
  await agents.put(organisation, account);
}
