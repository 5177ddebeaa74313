export { readObject } from './control.ts';
export { badField, ControlError } from './control-error.ts';
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
export type { Plan } from './plan.ts';
export { BadJson } from './request.ts';
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
export type {
  Collection,
  CollectionOptions,
  EmulatorClock,
  EmulatorHost,
  EmulatorReply,
  EmulatorRequest,
  Entry,
  Fidelity,
  Journal,
  OperationDefinition,
  RegisteredRoute,
  Row,
  VendorName,
} from './types.ts';
