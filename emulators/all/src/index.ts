export { SettingProblem, ShapeProblem, type Snapshot } from '@baton/emulator-kit';
export { createEmulator, type Emulator, type EmulatorOptions } from './create-emulator.ts';
export { FileProblem } from './read-file.ts';
export { chooseVendors, UnknownVendor, type VendorName } from './vendors.ts';
