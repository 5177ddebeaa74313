export { type AccountsSeed, accountsSeed } from './demo-client.ts';
export { registerAccounts } from './register.ts';
