import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { sendingProblem, sendToVisitor } from '../agent-messages.ts';
import { attachmentOf } from '../files.ts';
import { addComment } from '../history.ts';
import type { HubSpot } from '../hubspot.ts';
import { pageOf } from '../paging.ts';
import { actorWith } from '../people.ts';
import { badMember, created, invalid, notFound, ok, Refusal } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { MessageRow, ThreadRow } from '../rows.ts';
import { conversationPaths } from '../spellings.ts';
import { historyOf } from '../threads.ts';
import { type JsonMap, listOf, mapOf, textOf } from '../values.ts';
import { appOf, onThread } from './threads.ts';

const read = ['conversations.read'];

/** The history of a thread (contract hubspot §7). */
export const threadMessageRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.thread-messages.list', method: 'GET', paths: conversationPaths('/threads/:threadId/messages') },
    ...{ section: '7', scopes: read },
    handle: onThread(hubspot, (thread, request) => {
      const rows = historyOf(hubspot, thread.id).map(({ wire }) => wire);
      const isNewestFirst = request.query['sort']?.startsWith('-') === true;
      return pageOf(request, isNewestFirst ? rows.reverse() : rows, { isCounted: false });
    }),
  },
  {
    ...{ name: 'hubspot.thread-messages.get', method: 'GET', section: '7', scopes: read },
    paths: conversationPaths('/threads/:threadId/messages/:messageId'),
    handle: onEntry(hubspot, ({ wire }) => ok(wire)),
  },
  {
    ...{ name: 'hubspot.thread-messages.original', method: 'GET', section: '7', scopes: read },
    paths: conversationPaths('/threads/:threadId/messages/:messageId/original-content'),
    handle: onEntry(hubspot, ({ wire, original }) =>
      ok(original ?? { text: textOf(wire['text']), richText: textOf(wire['richText']) }),
    ),
  },
  {
    ...{ name: 'hubspot.thread-messages.create', method: 'POST', section: '7', scopes: ['conversations.write'] },
    paths: conversationPaths('/threads/:threadId/messages'),
    handle: onThread(hubspot, (thread, request) => post(hubspot, thread, bodyOf(request))),
  },
];

const onEntry = (hubspot: HubSpot, handle: (entry: MessageRow) => EmulatorReply) =>
  onThread(hubspot, (thread, { params }: EmulatorRequest) => {
    const entry = hubspot.tables.messages.get(params['messageId'] ?? '');
    return entry?.threadId === thread.id ? handle(entry) : notFound();
  });

function post(hubspot: HubSpot, thread: ThreadRow, body: JsonMap): EmulatorReply {
  const { type, text } = body;
  if (type !== 'COMMENT' && type !== 'MESSAGE') return badMember('type', 'type must be COMMENT or MESSAGE');
  const attachments = attachmentsIn(hubspot, body);
  if (typeof text !== 'string' || (text === '' && attachments.length === 0))
    return badMember('text', 'text is missing');
  const content = { text, richText: textOf(body['richText']) || null, attachments };
  if (type === 'COMMENT') return created(addComment(hubspot, thread, { ...appOf(hubspot), ...content }).wire);
  return postMessage(hubspot, thread, { ...content, body });
}

type Content = { text: string; richText: string | null; attachments: JsonMap[]; body: JsonMap };

function postMessage(hubspot: HubSpot, thread: ThreadRow, { body, ...content }: Content): EmulatorReply {
  const actorId = textOf(body['senderActorId']);
  if (actorWith(hubspot, actorId) === undefined) return badMember('senderActorId', 'senderActorId is not an actor');
  for (const name of ['channelId', 'channelAccountId', 'recipients'])
    if (body[name] === undefined) return badMember(name, `${name} is missing`);
  if (textOf(body['channelId']) !== thread.channelId)
    return badMember('channelId', 'channelId is not the one of the thread');
  const problem = sendingProblem(hubspot, thread);
  if (problem !== null) return invalid(`Invalid input: ${problem}`);
  return created(sendToVisitor(hubspot, thread, { actorId, isByApp: true, ...content }).wire);
}

function attachmentsIn(hubspot: HubSpot, body: JsonMap): JsonMap[] {
  return listOf(body['attachments']).map((given) => {
    const attachment = mapOf(given);
    if (attachment['type'] !== 'FILE') return attachment;
    const file = hubspot.tables.files.get(textOf(attachment['fileId']));
    if (file === undefined)
      throw new Refusal(badMember('attachments', `there is no file ${textOf(attachment['fileId'])}`));
    return attachmentOf(hubspot, file);
  });
}
