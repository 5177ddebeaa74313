export { registerCrm } from './register.ts';
export { type CrmSeed, crmSeed } from './seed.ts';
