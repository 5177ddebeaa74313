import { createHash } from 'node:crypto';
import type { ConsoleAgent, ConsoleStore } from '@baton/store';
import { passwordCharactersMax, verifyPassword } from './passwords.ts';
import { newToken, toTokenHash } from './session-token.ts';

const withinMs = 15 * 60_000;
/** Failures within that time: of one login from one address, and of one login from anywhere. */
const limits = { together: 5, login: 20 };

export type SignIn =
  | { type: 'signed-in'; agent: ConsoleAgent; token: string }
  | { type: 'refused' }
  | { type: 'too-many'; retryAfterSeconds: number };

export type SignInSettings = { store: ConsoleStore; organisation: string; sessionMs: number };

/** Who is wrong too often is not even looked at, so that nobody can try all passwords. Says nothing of which accounts there are. */
export async function signIn(
  { store: { agents, sessions }, organisation, sessionMs }: SignInSettings,
  given: { login: string; password: string; address: string },
): Promise<SignIn> {
  const login = given.login.trim().toLowerCase().slice(0, passwordCharactersMax);
  const keys = [
    [toKey('together', login, given.address), limits.together],
    [toKey('login', login), limits.login],
  ] as const;
  for (const [key, most] of keys)
    if ((await sessions.countFailures(organisation, key, withinMs)) >= most)
      return { type: 'too-many', retryAfterSeconds: withinMs / 1_000 };
  const found = await agents.findByLogin(organisation, login);
  if (!(await verifyPassword(given.password, found?.password ?? null)) || found === null) {
    for (const [key] of keys) await sessions.noteFailure(organisation, key, withinMs);
    return { type: 'refused' };
  }
  await sessions.forgetFailures(organisation, keys[0][0]);
  const token = newToken();
  await sessions.begin(organisation, { tokenHash: toTokenHash(token), agentId: found.agent.id, lastsMs: sessionMs });
  await agents.setAvailability(organisation, found.agent.id, 'online');
  return { type: 'signed-in', agent: { ...found.agent, availability: 'online' }, token };
}

/** Neither logins nor addresses stand in the table. */
const toKey = (...parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
