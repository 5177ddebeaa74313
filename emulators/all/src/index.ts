export { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator.ts';
