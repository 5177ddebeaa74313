export { AppError, type AppErrorCode } from './app-error.ts';
export { type BusinessCalendar, businessCalendarSchema, isZone, weekdays } from './calendar/business-calendar.ts';
export type { AllowanceCount, AllowanceQuestion, MailLimits } from './conversation/allowance-question.ts';
export { holdersOf } from './conversation/allowances.ts';
export { listOffers } from './conversation/bot-turn.ts';
export {
  type ChainSettings,
  calmLoad,
  chainSettingsSchema,
  type DeskLoad,
  plainChain,
} from './conversation/chain-settings.ts';
export type {
  BotContext,
  BotSettings,
  ConversationCommand,
  DecisionContext,
  DeskFileAddress,
  DeskTraits,
  PointOfContact,
  TicketResult,
} from './conversation/commands.ts';
export { decide } from './conversation/decide.ts';
export type { ConversationEvent } from './conversation/events.ts';
export { evolve } from './conversation/evolve.ts';
export { farewells } from './conversation/farewells.ts';
export { findStaleReason, isSuperseded } from './conversation/fence.ts';
export { describeFile, type FileProblem, findFileProblem } from './conversation/files.ts';
export {
  type HandoffChange,
  type HandoffChanges,
  type LegChange,
  listHandoffChanges,
} from './conversation/handoff-changes.ts';
export { type ConversationState, initialConversation, type Leg, type NewConversation } from './conversation/state.ts';
export { parseState } from './conversation/state-schema.ts';
export { readTimeline, type TimelineEntry } from './conversation/timeline.ts';
export { type DecidedTimer, type Timer, timerSchema } from './conversation/timers.ts';
export type { DecidedEffect, DecidedMessage, Decision } from './conversation/turn.ts';
export { conversationLane } from './conversation-lane.ts';
export type { EffectDefinition, RetryPolicy } from './effects/definition.ts';
export {
  type EffectAction,
  type EffectKind,
  effectDefinitions,
  findDefinition,
  parseEffect,
} from './effects/effects.ts';
export {
  type CaseKey,
  type ConversationId,
  caseKey,
  conversationId,
  type DeskConversationId,
  defaultOrganisation,
  deskConversationId,
  type TicketId,
  ticketId,
} from './ids.ts';
export { readEventTime } from './inbound/event-time.ts';
export { isMailAddress } from './inbound/mail-address.ts';
export {
  childObject,
  createFieldReader,
  type FieldReader,
  isJsonObject,
} from './inbound/read-fields.ts';
export { joinKey } from './join-key.ts';
export type { Json, JsonObject } from './json.ts';
export { detectCommand } from './language/detect-command.ts';
export { matchWorkflow } from './language/match-workflow.ts';
export { parseChoice, parseYesNo } from './language/parse-answer.ts';
export { splitText } from './language/split-text.ts';
export type { Attachment, FileContent, FileLimits, FileStore } from './ports/attachment.ts';
export type {
  Channel,
  ChannelCapabilities,
  ChannelFile,
  ChannelMessage,
  ChannelTyping,
  DeferredAnswers,
  HandoffNews,
  Push,
  PushedMessage,
  TurnAnswer,
} from './ports/channel.ts';
export type { Clock, IdSource } from './ports/clock.ts';
export type {
  Desk,
  DeskCustomer,
  DeskFacts,
  DeskFile,
  DeskMedia,
  DeskMessage,
  DeskOpening,
  DeskReceipt,
  DeskReceipts,
  DeskStanding,
  DeskTyping,
  SentToDesk,
} from './ports/desk.ts';
export type { IdentityDirectory, IdentityMatch, KnownPerson } from './ports/identity-directory.ts';
export type { InboundAdapter, ParsedDelivery, Preparation, RawRequest, Verification } from './ports/inbound.ts';
export type { ChatClaim, CustomerProfile, DeskAgent, DeskEvent, Intent, SaidElsewhere } from './ports/intent.ts';
export type { Mail, Mailer } from './ports/mailer.ts';
export { type PortRefusal, type PortResult, type PortRetry, portOk } from './ports/port-result.ts';
export type {
  Priority,
  TicketContact,
  TicketNews,
  TicketNote,
  TicketReference,
  TicketRequest,
  TicketSystem,
} from './ports/ticket-system.ts';
export { toPortResult } from './ports/to-port-result.ts';
export { redact } from './redaction/redact.ts';
export { locales } from './texts/catalogue.ts';
export { cleanClaim } from './texts/clean-claim.ts';
export { createTexts, type Texts } from './texts/texts.ts';
export { checkWorkflow } from './workflow/check.ts';
export { parseWorkflow, readWorkflow, type WorkflowDefinition } from './workflow/definition.ts';
export { describeWorkflow } from './workflow/describe-workflow.ts';
export type { WorkflowProblem } from './workflow/problems.ts';
export { type Happened, type Rehearsal, rehearsalCode, startRehearsal } from './workflow/rehearsal.ts';
export { playScenario, readScenarios, type ScenarioFile } from './workflow/scenario.ts';
