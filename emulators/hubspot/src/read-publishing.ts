import type { HubSpot } from './hubspot.ts';
import { readIdentifier } from './identifiers.ts';
import { badMember, failure, invalid, Refusal } from './replies.ts';
import type { AccountRow, ChannelRow, Identifier } from './rows.ts';
import { isMap, type JsonMap, listOf, mapOf, textOf } from './values.ts';

/** A publish that is right (contract hubspot §6.2). */
export type Publishing = {
  direction: 'INCOMING' | 'OUTGOING';
  account: AccountRow;
  visitor: { identifier: Identifier; name: string | null };
  accountIdentifier: Identifier | null;
  senderActorId: string | null;
  text: string;
  richText: string | null;
  /** ISO 8601. */
  timestamp: string;
  attachments: JsonMap[];
  integrationThreadId: string | null;
  idempotencyId: string | null;
  inReplyToId: string | null;
  /** The contact that the app names. */
  contactId: string | null;
};

const refuse = (name: string, problem: string): never => {
  throw new Refusal(badMember(name, problem));
};

/** Reads the body of a publish into this channel. @throws Refusal */
export function readPublishing(hubspot: HubSpot, channel: ChannelRow, body: JsonMap): Publishing {
  if (hubspot.settings.read().isStrict) requireAll(body);
  const direction = directionIn(body);
  const account = accountIn(hubspot, channel, body);
  const [sender, recipient] = [partyIn(body, 'senders'), partyIn(body, 'recipients')];
  const person = direction === 'INCOMING' ? sender : recipient;
  const other = direction === 'INCOMING' ? recipient : sender;
  if (person === null) return refuse(direction === 'INCOMING' ? 'senders' : 'recipients', 'a participant is missing');
  if (hubspot.settings.read().isStrict) checkDeclared(channel, person.identifier);
  const attachments = attachmentsIn(hubspot, body);
  return {
    ...{ direction, account, attachments },
    visitor: { identifier: person.identifier, name: person.name },
    accountIdentifier: other?.identifier ?? null,
    senderActorId: direction === 'OUTGOING' ? (sender?.actorId ?? null) : null,
    text: textIn(body, attachments),
    richText: textOf(body['richText']) || null,
    timestamp: timestampIn(hubspot, body),
    integrationThreadId: threadIdIn(channel, body),
    idempotencyId: textOf(body['integrationIdempotencyId']) || null,
    inReplyToId: textOf(body['inReplyToId']) || null,
    contactId: contactIn(hubspot, body),
  };
}

/** Marked as required, and left out by integrations that work. */
function requireAll(body: JsonMap): void {
  for (const name of ['recipients', 'timestamp', 'attachments'])
    if (body[name] === undefined) refuse(name, `${name} is missing`);
}

function directionIn(body: JsonMap): Publishing['direction'] {
  const { messageDirection: given } = body;
  return given === 'INCOMING' || given === 'OUTGOING'
    ? given
    : refuse('messageDirection', 'messageDirection must be INCOMING or OUTGOING');
}

/** What a disabled account gets is a guess (contract hubspot §6.2). */
function accountIn(hubspot: HubSpot, channel: ChannelRow, body: JsonMap): AccountRow {
  const account = hubspot.tables.accounts.get(textOf(body['channelAccountId']));
  if (account === undefined || account.channelId !== channel.id)
    throw new Refusal(invalid('Invalid input: channelAccountId does not belong to this channel'));
  if (account.archivedAt !== null) throw new Refusal(invalid('Invalid input: the channel account is archived'));
  if (!account.authorized)
    throw new Refusal(failure(403, { category: 'FORBIDDEN', message: 'The channel account is not authorized' }));
  return account;
}

type Party = { identifier: Identifier; name: string | null; actorId: string | null };

function partyIn(body: JsonMap, name: 'senders' | 'recipients'): Party | null {
  const [first] = listOf(body[name]);
  if (first === undefined) return null;
  const party = mapOf(first);
  const read = readIdentifier(party['deliveryIdentifier']);
  if (!read.ok) return refuse(name, `deliveryIdentifier: ${read.problem}`);
  return {
    identifier: read.identifier,
    name: textOf(party['name']) || null,
    actorId: textOf(party['senderActorId']) || null,
  };
}

function checkDeclared({ capabilities }: ChannelRow, { type }: Identifier): void {
  const declared = listOf(capabilities['deliveryIdentifierTypes']);
  if (!declared.includes(type)) refuse('senders', `${type} is not among the deliveryIdentifierTypes of the channel`);
}

function textIn(body: JsonMap, attachments: readonly JsonMap[]): string {
  const { text } = body;
  if (typeof text !== 'string') return refuse('text', 'text is missing');
  return text === '' && attachments.length === 0 ? refuse('text', 'text must not be empty') : text;
}

function timestampIn(hubspot: HubSpot, body: JsonMap): string {
  const { timestamp } = body;
  if (timestamp === undefined) return hubspot.now();
  if (typeof timestamp !== 'string' || !/^\d{4}-\d{2}-\d{2}T/.test(timestamp) || Number.isNaN(Date.parse(timestamp)))
    return refuse('timestamp', 'timestamp must be a date and time in ISO 8601');
  return new Date(timestamp).toISOString();
}

function threadIdIn({ capabilities }: ChannelRow, body: JsonMap): string | null {
  if (capabilities['threadingModel'] === 'DELIVERY_IDENTIFIER') return null;
  const id = textOf(body['integrationThreadId']);
  return id === '' ? refuse('integrationThreadId', 'integrationThreadId is missing') : id;
}

function contactIn({ tables }: HubSpot, body: JsonMap): string | null {
  const [resolved] = listOf(mapOf(body['preResolvedContacts'])['contacts']);
  const id = textOf(body['associateWithContactId']) || textOf(mapOf(resolved)['contactVid']);
  if (id === '') return null;
  return tables.contacts.get(id) === undefined ? refuse('associateWithContactId', `there is no contact ${id}`) : id;
}

const attachmentTypes = [
  ...['FILE', 'LOCATION', 'CONTACT', 'QUICK_REPLIES', 'MESSAGE_HEADER'],
  ...['SOCIAL_MEDIA_METADATA', 'UNSUPPORTED_CONTENT'],
];

function attachmentsIn({ tables }: HubSpot, body: JsonMap): JsonMap[] {
  return listOf(body['attachments']).map((attachment) => {
    if (!isMap(attachment) || !attachmentTypes.includes(textOf(attachment['type'])))
      return refuse('attachments', `type must be one of ${attachmentTypes.join(', ')}`);
    const { type, fileId, latitude, longitude } = attachment;
    if (type === 'FILE' && tables.files.get(textOf(fileId)) === undefined)
      return refuse('attachments', `there is no file ${textOf(fileId)}`);
    if (type === 'LOCATION' && (typeof latitude !== 'number' || typeof longitude !== 'number'))
      return refuse('attachments', 'latitude and longitude must be numbers');
    return attachment;
  });
}
