import { badField, ControlError } from '@baton/emulator-kit';
import { sendingProblem, sendToVisitor } from './agent-messages.ts';
import { isFileAllowed } from './capabilities.ts';
import { addFile, attachmentOf, fileUrl } from './files.ts';
import { addComment } from './history.ts';
import type { HubSpot } from './hubspot.ts';
import { readIdentifier } from './identifiers.ts';
import { personWith } from './people.ts';
import type { AgentRow, FileRow, ThreadRow } from './rows.ts';
import { assign, moveToInbox, purge, setArchived, setStatus } from './thread-changes.ts';
import { openThread } from './threads.ts';
import { escapeHtml, type JsonMap, listOf, mapOf, textOf } from './values.ts';
import { threadWire } from './wire.ts';

type Step = { thread: ThreadRow; agent: AgentRow; body: JsonMap };
type Act = (hubspot: HubSpot, step: Step) => unknown;

const doerOf = ({ agent }: Step) => ({ actorId: `A-${agent.id}`, isByApp: false });

const acts: Readonly<Record<string, Act>> = {
  reply: (hubspot, step) => reply(hubspot, step),
  comment: (hubspot, step) => {
    const attachments = filesIn(hubspot, step.body).map((file) => attachmentOf(hubspot, file));
    const text = textIn(step.body, attachments.length);
    return addComment(hubspot, step.thread, { ...doerOf(step), text, richText: null, attachments }).wire;
  },
  assign: (hubspot, step) => {
    const assignee = step.body['assigneeId'] === undefined ? step.agent : agentIn(hubspot, step.body['assigneeId']);
    return threadWire(assign(hubspot, step.thread, { assignee: `A-${assignee.id}`, ...doerOf(step) }));
  },
  unassign: (hubspot, step) => threadWire(assign(hubspot, step.thread, { assignee: null, ...doerOf(step) })),
  close: (hubspot, step) => threadWire(setStatus(hubspot, step.thread, { status: 'CLOSED', ...doerOf(step) })),
  reopen: (hubspot, step) => threadWire(setStatus(hubspot, step.thread, { status: 'OPEN', ...doerOf(step) })),
  archive: (hubspot, step) => threadWire(setArchived(hubspot, step.thread, { archived: true, ...doerOf(step) })),
  restore: (hubspot, step) => threadWire(setArchived(hubspot, step.thread, { archived: false, ...doerOf(step) })),
  purge: (hubspot, { thread }) => {
    purge(hubspot, thread);
    return { purged: true };
  },
  move: (hubspot, step) => {
    const inboxId = textOf(step.body['inboxId']);
    if (hubspot.tables.inboxes.get(inboxId) === undefined) throw badField('inboxId', 'the id of an inbox');
    return threadWire(moveToInbox(hubspot, step.thread, { inboxId, ...doerOf(step) }));
  },
  read: (hubspot, { thread }) => threadWire(hubspot.tables.threads.update(thread.id, { seenAt: thread.latestAt })),
};

/** What an agent does in a thread; the first one unless `agentId` names another. @throws ControlError */
export function actAsAgent(hubspot: HubSpot, body: JsonMap): unknown {
  const thread = hubspot.tables.threads.get(textOf(body['threadId']));
  if (thread === undefined) throw new ControlError(404, 'unknown-thread', 'There is no such thread.');
  const act = acts[textOf(body['action'])];
  if (act === undefined) throw badField('action', `one of ${Object.keys(acts).join(', ')}`);
  return act(hubspot, { thread, agent: agentIn(hubspot, body['agentId']), body });
}

function agentIn({ tables }: HubSpot, given: unknown): AgentRow {
  const id = textOf(given).replace(/^A-/, '');
  const agent = id === '' ? tables.agents.list()[0] : tables.agents.get(id);
  if (agent === undefined) throw badField('agentId', 'the id of an agent');
  return agent;
}

function reply(hubspot: HubSpot, { thread, agent, body }: Step): unknown {
  const problem = sendingProblem(hubspot, thread);
  if (problem !== null) throw new ControlError(409, 'cannot-send', problem);
  const files = filesIn(hubspot, body);
  checkFiles(hubspot, thread, files);
  const text = textIn(body, files.length);
  const image = imageIn(hubspot, body);
  return sendToVisitor(hubspot, thread, {
    ...{ actorId: `A-${agent.id}`, isByApp: false, text },
    richText: image === null ? textOf(body['richText']) || null : `<p>${escapeHtml(text)}</p><p>${image}</p>`,
    attachments: files.map((file) => attachmentOf(hubspot, file)),
  }).wire;
}

function textIn(body: JsonMap, fileCount: number): string {
  const text = textOf(body['text']);
  if (text.trim() === '' && fileCount === 0) throw badField('text', 'a text');
  return text;
}

/** `files`: `[{name, type, content}]`, the content in Base64. What agents attach is private. */
function filesIn(hubspot: HubSpot, body: JsonMap): FileRow[] {
  return listOf(body['files']).map((given) => addGiven(hubspot, mapOf(given), 'PRIVATE'));
}

function addGiven(hubspot: HubSpot, given: JsonMap, access: string): FileRow {
  const { name, type, content } = given;
  if (textOf(name) === '' || typeof content !== 'string')
    throw badField('files', 'a list of files with name and content');
  const contentType = textOf(type) || 'application/octet-stream';
  return addFile(hubspot, { fileName: textOf(name), contentType, bytes: Buffer.from(content, 'base64'), access });
}

/** The composer's image: it travels in the HTML alone (contract hubspot §8). */
function imageIn(hubspot: HubSpot, body: JsonMap): string | null {
  if (body['inlineImage'] === undefined) return null;
  const file = addGiven(hubspot, mapOf(body['inlineImage']), 'PUBLIC_NOT_INDEXABLE');
  return `<img src="${fileUrl(hubspot, file)}" alt="">`;
}

/** What the channel declares of files (contract hubspot §5.2). */
function checkFiles({ tables }: HubSpot, { channelId }: ThreadRow, files: FileRow[]): void {
  const capabilities = tables.channels.get(channelId)?.capabilities ?? {};
  const limit = (name: string): number => Number(capabilities[name] ?? Number.POSITIVE_INFINITY);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const isTooMuch =
    files.length > limit('maxFileAttachmentCount') ||
    total > limit('maxTotalFileAttachmentSizeBytes') ||
    files.some(({ size }) => size > limit('maxFileAttachmentSizeBytes'));
  const isOther = files.some(({ contentType }) => !isFileAllowed(capabilities, contentType));
  if (isTooMuch) throw new ControlError(409, 'file-too-large', 'The channel does not take so many or so large files.');
  if (isOther) throw new ControlError(409, 'file-type', 'The channel does not take files of this type.');
}

/** An agent begins a conversation; the channel must allow it (contract hubspot §5.2). @throws ControlError */
export function startThread(hubspot: HubSpot, body: JsonMap): ThreadRow {
  const given = textOf(body['accountId']);
  const account = given === '' ? hubspot.tables.accounts.list()[0] : hubspot.tables.accounts.get(given);
  if (account === undefined) throw badField('accountId', 'the id of a channel account');
  const capabilities = hubspot.tables.channels.get(account.channelId)?.capabilities ?? {};
  if (capabilities['allowConversationStart'] !== true)
    throw new ControlError(409, 'not-allowed', 'The channel does not declare allowConversationStart.');
  const read = readIdentifier(body['deliveryIdentifier']);
  if (!read.ok) throw badField('deliveryIdentifier', `right: ${read.problem}`);
  const visitor = read.identifier;
  const contactId = personWith(hubspot, visitor, null);
  const thread = openThread(hubspot, { account, contactId, visitor, integrationThreadId: null });
  reply(hubspot, { thread, agent: agentIn(hubspot, body['agentId']), body });
  return hubspot.tables.threads.get(thread.id) ?? thread;
}
