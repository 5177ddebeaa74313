export { ControlError, readObject } from './control.ts';
export { BadJson, createEmulatorHost, type HostOptions } from './host.ts';
export type {
  Collection,
  CollectionOptions,
  EmulatorClock,
  EmulatorHost,
  EmulatorReply,
  EmulatorRequest,
  Fault,
  FaultKind,
  Faults,
  Fidelity,
  Journal,
  OperationDefinition,
  RegisteredRoute,
  Row,
  VendorName,
} from './types.ts';
