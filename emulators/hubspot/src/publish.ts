import { attachmentOf } from './files.ts';
import { addMessage } from './history.ts';
import type { HubSpot } from './hubspot.ts';
import { isSameIdentifier } from './identifiers.ts';
import { personWith } from './people.ts';
import type { Publishing } from './read-publishing.ts';
import type { MessageRow, ThreadRow } from './rows.ts';
import { setStatus } from './thread-changes.ts';
import { openThread } from './threads.ts';
import { type JsonMap, mapOf, present, textOf } from './values.ts';

/** Puts a message into its thread, which is opened first when there is none (contract hubspot §6.2). */
export function publish(hubspot: HubSpot, publishing: Publishing): MessageRow {
  const isIncoming = publishing.direction === 'INCOMING';
  const thread = threadOf(hubspot, publishing);
  const row = addMessage(hubspot, hubspot.tables.threads.get(thread.id) ?? thread, {
    ...{ direction: publishing.direction, createdAt: publishing.timestamp, isByApp: true },
    createdBy: isIncoming ? `V-${thread.contactId}` : (publishing.senderActorId ?? `I-${hubspot.app().id}`),
    ...partiesOf(publishing, thread),
    ...{ text: publishing.text, richText: publishing.richText },
    attachments: publishing.attachments.map((attachment) => shown(hubspot, attachment)),
    inReplyToId: publishing.inReplyToId,
  });
  const current = hubspot.tables.threads.get(thread.id);
  if (current?.status === 'CLOSED' && hubspot.settings.read().reopensOnPublish)
    setStatus(hubspot, current, { status: 'OPEN', actorId: 'S-hubspot', isByApp: true });
  return row;
}

function threadOf(hubspot: HubSpot, publishing: Publishing): ThreadRow {
  const { account, visitor, integrationThreadId, contactId } = publishing;
  const known = hubspot.tables.threads
    .list()
    .filter((row) => row.accountId === account.id && !row.archived)
    .findLast((row) =>
      integrationThreadId === null
        ? isSameIdentifier(row.visitor, visitor.identifier)
        : row.integrationThreadId === integrationThreadId,
    );
  if (known !== undefined) return contactId === null ? known : hubspot.tables.threads.update(known.id, { contactId });
  const person = contactId ?? personWith(hubspot, visitor.identifier, visitor.name);
  return openThread(hubspot, { account, contactId: person, visitor: visitor.identifier, integrationThreadId });
}

function partiesOf(publishing: Publishing, thread: ThreadRow): { senders: JsonMap[]; recipients: JsonMap[] } {
  const { visitor, account, accountIdentifier, direction, senderActorId } = publishing;
  const ours = present({ deliveryIdentifier: accountIdentifier ?? account.identifier });
  const person = { actorId: `V-${thread.contactId}`, deliveryIdentifier: visitor.identifier };
  if (direction === 'INCOMING')
    return {
      senders: [{ ...person, ...present({ name: visitor.name }), senderField: 'FROM' }],
      recipients: [{ ...ours, recipientField: 'TO' }],
    };
  return {
    senders: [{ ...present({ actorId: senderActorId }), ...ours }],
    recipients: [{ ...person, recipientField: 'TO' }],
  };
}

function shown(hubspot: HubSpot, attachment: JsonMap): JsonMap {
  if (attachment['type'] === 'QUICK_REPLIES') return { allowMultiSelect: false, allowUserInput: true, ...attachment };
  const file = attachment['type'] === 'FILE' ? hubspot.tables.files.get(textOf(attachment['fileId'])) : undefined;
  if (file === undefined) return mapOf(attachment);
  return attachmentOf(hubspot, file, textOf(attachment['fileUsageType']) || 'OTHER');
}
