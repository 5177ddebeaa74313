import { AppError } from '@baton/core';
import type { ConsoleAgent, ConsoleStore } from '@baton/store';
import { hashPassword, passwordCharactersMax, passwordCharactersMin } from './passwords.ts';

export type AccountWish = {
  login: string;
  name: string;
  password: string;
  isLead: boolean;
  /** Chats at once. Default 5. */
  chatsMax?: number;
};

const chatsMaxDefault = 5;

/** Makes an account, or changes the one with this login. @throws AppError `configuration-invalid` naming what is wrong with it */
export async function putAccount(
  { agents }: Pick<ConsoleStore, 'agents'>,
  { organisation, newId }: { organisation: string; newId(): string },
  wish: AccountWish,
): Promise<ConsoleAgent> {
  const login = wish.login.toLowerCase();
  const name = wish.name.trim();
  const { chatsMax = chatsMaxDefault, isLead } = wish;
  if (!/^[a-z0-9][a-z0-9._@+-]{0,99}$/.test(login))
    throw wrong('The login must be letters, digits and . _ @ + - (100 at most), for example an e-mail address.');
  if (name === '' || name.length > 100) throw wrong('The name must have 1 to 100 characters; customers read it.');
  const { length } = wish.password;
  if (length < passwordCharactersMin || length > passwordCharactersMax)
    throw wrong(`The password must have ${passwordCharactersMin} to ${passwordCharactersMax} characters.`);
  if (!Number.isInteger(chatsMax) || chatsMax < 1 || chatsMax > 100)
    throw wrong('The number of chats at once must be from 1 to 100.');
  const password = await hashPassword(wish.password);
  const role = isLead ? 'lead' : 'agent';
  return agents.put(organisation, { id: newId(), login, name, role, chatsMax, password });
}

const wrong = (message: string): AppError => new AppError('configuration-invalid', message);
