export { type AllowanceWork, answerQuestions, listNewProofs, listProofKeys, proofLastsMs } from './allowances.ts';
export type { Turn } from './append-turn.ts';
export { type DirectDelivery, type DirectWork, onlyChat, type ProcessAtOnce } from './at-once/process-at-once.ts';
export { createProcessTogether, type ProcessTogether, type TogetherAccess } from './at-once/process-together.ts';
export {
  type BufferedTurn,
  type MarkOfEarlier,
  NeedsTransaction,
  type Reading,
  type ReadMessage,
  TurnBuffer,
} from './at-once/turn-buffer.ts';
export type {
  ChatAddressAtConsole,
  ChatChange,
  ChatUnderChange,
  ConsoleAgent,
  ConsoleAgents,
  ConsoleChat,
  ConsoleChats,
  ConsoleEvent,
  ConsoleFile,
  ConsoleFiles,
  ConsoleSessions,
  ConsoleStore,
  EventPage,
  NewConsoleAgent,
  NewConsoleEvent,
} from './console/types.ts';
export type {
  ChatAddress,
  Conversations,
  DeskAddress,
  Message,
  NewConversation,
  NewEvent,
  NewMessage,
  StoredConversation,
  StoredEvent,
} from './conversations.ts';
export type { AddedDelivery, Delivery, DeliveryStatus, NewDelivery, StoredResponse } from './delivery.ts';
export { type DatabaseFinding, tryServer } from './failures/try-server.ts';
export { answersWithinMs, type Handoffs, type HandoffWork, loadRowsMax, type StoredHandoff } from './handoffs.ts';
export type { Inbox } from './inbox.ts';
export type { Claim, Lanes } from './lanes.ts';
export { lockDirectory } from './lock/lock-directory.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export type { DeadLetter, Operations } from './operations.ts';
export type { Effect, EffectStatus, NewEffect, Outbox } from './outbox.ts';
export { type SealedKind, type SealedValue, type SealedValues, sealedKinds } from './sealed-values.ts';
export type { SecretName, Secrets } from './secrets.ts';
export type { SettingsVersions, StoredSettings } from './settings-versions.ts';
export { toStorableJson, toStorableKey, toStorableObject, toStorableText } from './storable.ts';
export type { InstalledStore, Store } from './store.ts';
export { type NewTimer, type Timers, timerKind } from './timers.ts';
export type {
  ConversationWork,
  DeliveryWork,
  EffectWork,
  MessageWork,
  StoreTransaction,
} from './transaction.ts';
export type { EarlierWords, KeptWords, Upgrade } from './upgrade.ts';
export type { StoredWorkflow, WorkflowVersions } from './workflow-versions.ts';
