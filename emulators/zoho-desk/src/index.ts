export { type DeskEmulator, registerDesk } from './register.ts';
export { type DeskSeed, deskSeed, findDeskGaps } from './seed.ts';
