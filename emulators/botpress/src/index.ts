export { registerBotpress } from './register.ts';
