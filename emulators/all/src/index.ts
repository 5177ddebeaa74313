export { createEmulator, type Emulator } from './create-emulator.ts';
