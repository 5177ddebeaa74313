export { readObject } from './control.ts';
export { badField, ControlError } from './control-error.ts';
export type { EmulatorHost } from './emulator-host.ts';
export { type Fault, type FaultKind, webhookKinds } from './faults/fault.ts';
export { readFaults } from './faults/read-faults.ts';
export { createEmulatorHost } from './host.ts';
export type { EmulatorReply, EmulatorRequest, Entry, OperationDefinition } from './operation.ts';
export type { Collection, Row } from './rows.ts';
export {
  SettingProblem,
  type Settings,
  type SettingsDefinition,
  type SettingValues,
} from './settings.ts';
/** @public What the types of the products' seeds are written in. */
export type { Shape } from './shape.ts';
export {
  flag,
  type InferShape,
  listOf,
  mapOf,
  oneOf,
  optional,
  readShape,
  record,
  ShapeProblem,
  text,
} from './shape.ts';
export type { Snapshot } from './snapshot.ts';
export type { TokenCheck, TokenIssuer } from './tokens.ts';
