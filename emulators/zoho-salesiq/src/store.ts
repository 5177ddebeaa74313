import type { EmulatorHost } from '@baton/emulator-kit';
import type { Limits } from './limits.ts';
import type { AttachmentRow, ConversationRow, MessageRow, Side, VisitorRow, WebhookRow } from './rows.ts';
import type { SalesIqSettings } from './settings.ts';
import type { PortalRow, SalesIqTables } from './tables.ts';
import type { ConversationCast } from './wire.ts';

export interface VisitorDetails {
  userId?: string;
  name?: string;
  email?: string;
  phone?: string;
  countryCode?: string;
}

export type Content = { text: string; suggestions?: string[]; attachment?: AttachmentRow };

/** The state of the SalesIQ emulator with the look-ups that every route needs. */
export interface SalesIqStore {
  readonly host: EmulatorHost;
  readonly tables: SalesIqTables;
  now(): number;
  portal(): PortalRow;
  settings(): SalesIqSettings;
  cast(row: ConversationRow): ConversationCast;
  messagesOf(conversationId: string): readonly MessageRow[];
  addMessage(row: ConversationRow, from: Content & { side: Side }): MessageRow;
  /** The known visitor with this user id, else e-mail, refreshed with the details; or a new one. */
  meetVisitor(details: VisitorDetails): VisitorRow;
  newConversation(visitor: VisitorRow, details: Partial<ConversationRow>): ConversationRow;
  change(id: string, patch: Partial<ConversationRow>): ConversationRow;
  /** Where a webhook's deliveries go now; null while the demo webhook has no address. */
  webhookUrl(webhook: WebhookRow): string | null;
  /** Counts calls against the plan. */
  readonly limits: Limits;
  readonly addresses: { webhookUrl: string | null; zobotUrl: string | null };
}
