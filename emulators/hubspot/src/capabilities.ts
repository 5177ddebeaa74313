import type { EmulatorReply } from '@baton/emulator-kit';
import { invalid } from './replies.ts';
import { identifierTypes } from './rows.ts';
import { type JsonMap, listOf, textOf } from './values.ts';

type Rule = (value: unknown) => boolean;

const isFlag: Rule = (value) => typeof value === 'boolean';
const isCount: Rule = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
const isTexts: Rule = (value) => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isAmong =
  (allowed: readonly string[]): Rule =>
  (value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'string' && allowed.includes(one));

/** What the contract knows of the values (hubspot §5.2). Keys that it does not know are taken as they are. */
const rules: Readonly<Record<string, Rule>> = {
  deliveryIdentifierTypes: isAmong(identifierTypes),
  threadingModel: (value) => value === 'INTEGRATION_THREAD_ID' || value === 'DELIVERY_IDENTIFIER',
  richText: isTexts,
  allowInlineImages: isFlag,
  allowOutgoingMessages: isFlag,
  allowConversationStart: isFlag,
  allowMultipleRecipients: isFlag,
  outgoingAttachmentTypes: isAmong(['FILE']),
  allowedFileAttachmentMimeTypes: isTexts,
  maxFileAttachmentCount: isCount,
  maxFileAttachmentSizeBytes: isCount,
  maxTotalFileAttachmentSizeBytes: isCount,
};

/** The refusal of capabilities with values that will not do; null when all will. */
export function refuseCapabilities(capabilities: JsonMap): EmulatorReply | null {
  const wrong = Object.entries(capabilities)
    .filter(([name, value]) => rules[name]?.(value) === false)
    .map(([name, value]) => `"${name}": "${shown(value)}"`);
  if (wrong.length === 0) return null;
  return invalid(
    `One or more Channel Capabilities specified had invalid values: ${wrong.map((one) => `\`${one}\``).join(', ')}`,
    {
      context: { capabilityKeysAndValues: wrong },
      subCategory: 'CustomChannelsError.INVALID_CHANNEL_CAPABILITY_VALUES',
    },
  );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** Whether the channel lets agents send such a file. */
export function isFileAllowed(capabilities: JsonMap, contentType: string): boolean {
  const allowed = listOf(capabilities['allowedFileAttachmentMimeTypes']).map(textOf);
  if (allowed.length === 0) return true;
  return allowed.some((one) => (one.endsWith('/*') ? contentType.startsWith(one.slice(0, -1)) : one === contentType));
}
