export { lockDirectory } from './lock-directory.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export type {
  AddedDelivery,
  Claim,
  DeadLetter,
  Delivery,
  DeliveryStatus,
  Effect,
  EffectStatus,
  Message,
  NewDelivery,
  NewEffect,
  NewEvent,
  NewMessage,
  Store,
  StoredConversation,
  StoredWorkflow,
  StoreTransaction,
  Turn,
} from './store.ts';
