export type { EmulatorClock } from './clock.ts';
export { readObject } from './control.ts';
export { badField, ControlError } from './control-error.ts';
export type { EmulatorHost } from './emulator-host.ts';
export {
  type Fault,
  type FaultKind,
  type FaultPoint,
  type RetryAfterForm,
  webhookKinds,
} from './faults/fault.ts';
export type { Faults } from './faults/faults.ts';
export { readFaults } from './faults/read-faults.ts';
export { createEmulatorHost, type HostOptions } from './host.ts';
export type { Journal } from './journal.ts';
export type {
  EmulatorReply,
  EmulatorRequest,
  Entry,
  Fidelity,
  OperationDefinition,
  RegisteredRoute,
} from './operation.ts';
export type { Plan } from './plan.ts';
export { BadJson } from './request.ts';
export type { Collection, CollectionOptions, Row } from './rows.ts';
export {
  SettingProblem,
  type Settings,
  type SettingsDefinition,
  type SettingValue,
  type SettingValues,
} from './settings.ts';
export {
  flag,
  type InferShape,
  listOf,
  mapOf,
  oneOf,
  optional,
  readShape,
  record,
  type Shape,
  ShapeProblem,
  text,
} from './shape.ts';
export type { Snapshot } from './snapshot.ts';
export type { TokenCheck, TokenIssuer } from './tokens.ts';
