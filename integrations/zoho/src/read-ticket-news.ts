import { type ConversationItem, type DeskClient, isAgentAnswer } from '@baton/client-zoho';
import type { TicketId, TicketNews } from '@baton/core';
import { member, text } from '@baton/http-kit';
import { convert } from 'html-to-text';

/** Threads and comments that are looked at; a ticket with more is one that people have moved to the mail. */
const itemsMax = 100;
const replyCharactersMax = 4_000;

/**
 * How a ticket stands, and what its agents said to the customer (contract zoho-desk §6): public comments of agents, and threads that went
 * out. Private comments are never among it, nor anything that bears the mark of our own notes.
 */
export async function readTicketNews(
  client: DeskClient,
  ticket: TicketId,
  knownReplies: readonly string[],
): Promise<TicketNews> {
  const { statusType } = await client.tickets.get(ticket);
  const items = await client.threads.conversation(ticket).first(itemsMax);
  const fresh = items.filter((item) => isAgentAnswer(item) && !knownReplies.includes(toId(item))).sort(byTime);
  const replies = [];
  for (const item of fresh) {
    const words = toWords(await readContent(client, ticket, item));
    if (words !== '' && !words.includes('[ref:'))
      replies.push({ id: toId(item), agentName: readAgentName(item), text: words.slice(0, replyCharactersMax) });
  }
  return { status: statusType ?? 'open', replies };
}

/** The two kinds have ids of their own. */
const toId = ({ type, id }: ConversationItem): string => `${type}-${id}`;

const timeOf = (item: ConversationItem): number =>
  (item.type === 'comment' ? item.comment.at : item.thread.at)?.getTime() ?? 0;
const byTime = (left: ConversationItem, right: ConversationItem): number => timeOf(left) - timeOf(right);

/** Lists shorten a thread. */
async function readContent(client: DeskClient, ticket: TicketId, item: ConversationItem): Promise<string> {
  if (item.type === 'comment') return item.comment.content;
  return (await client.threads.get(ticket, item.id)).content ?? item.thread.summary ?? '';
}

/** Comments and mails are HTML or plain text, and nothing tells which for sure; what a mail quotes was said before. */
const toWords = (content: string): string =>
  /<[a-z/!]/i.test(content)
    ? convert(content, {
        wordwrap: false,
        selectors: [
          { selector: 'blockquote', format: 'skip' },
          { selector: 'img', format: 'skip' },
        ],
      }).trim()
    : content.trim();

function readAgentName(item: ConversationItem): string | null {
  const { raw } = item.type === 'comment' ? item.comment : item.thread;
  return text(member(raw, item.type === 'comment' ? 'commenter' : 'author'), 'name');
}
