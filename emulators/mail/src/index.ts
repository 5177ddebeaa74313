export { registerMail } from './register.ts';
