export { readObject } from './control.ts';
export { badField, ControlError, notAmong } from './control-error.ts';
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
export { BadJson } from './request.ts';
export type {
  Collection,
  CollectionOptions,
  EmulatorClock,
  EmulatorHost,
  EmulatorReply,
  EmulatorRequest,
  Fidelity,
  Journal,
  OperationDefinition,
  RegisteredRoute,
  Row,
  VendorName,
} from './types.ts';
