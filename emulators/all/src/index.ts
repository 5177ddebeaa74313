export { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator.ts';
export { FileProblem } from './read-file.ts';
export { UnknownVendor, vendorNames } from './vendors.ts';
