import type { CrashStorage, Query } from './crash-storage.ts';
import type { EmulatedVendors, Row } from './emulators.ts';
import type { Exchange } from './flat-chat.ts';

type Journals = { journal: Exchange[]; vendors: EmulatedVendors; query: Query };

const holdingText = "One moment, please. I'm still working on that.";

/**
 * Compares three journals that were written independently: what the load generator was answered, what the database holds, and what the
 * vendors hold. Returns every difference. The gateway must have been stopped.
 */
export async function compareJournals(
  storage: CrashStorage,
  { journal, vendors }: { journal: Exchange[]; vendors: EmulatedVendors },
): Promise<string[]> {
  const database = await storage.open();
  const journals = { journal, vendors, query: database.query };
  try {
    return [
      ...(await compareChats(journals)),
      ...(await compareTickets(journals)),
      ...(await compareDesk(journals)),
      ...(await compareMails(journals)),
      ...(await checkVoices(journals)),
    ];
  } finally {
    await database.close();
  }
}

/** Everything said is stored once and in order; everything for the customer was heard exactly once. */
async function compareChats({ journal, query }: Journals): Promise<string[]> {
  const problems: string[] = [];
  const rows = await query(
    `select c.chat_id, m.author, m.text, m.state, m.is_for_customer from messages m
     join conversations c on c.id = m.conversation_id where c.channel = 'flat' order by c.chat_id, m.seq`,
  );
  for (const chatId of new Set(journal.map((exchange) => exchange.chatId))) {
    const exchanges = journal.filter((exchange) => exchange.chatId === chatId);
    const stored = rows.filter((row) => row['chat_id'] === chatId);
    const said = exchanges.map(({ text }) => text).filter((text) => text !== '');
    const kept = stored.filter((row) => row['author'] === 'customer').map((row) => String(row['text']));
    // A one-time code is not stored.
    const isSame =
      said.length === kept.length && said.every((text, index) => text === kept[index] || kept[index] === '[redacted]');
    if (!isSame) problems.push(`${chatId} said ${said.join(' | ')}, stored is ${kept.join(' | ')}`);
    const heard = count(exchanges.flatMap(({ reply }) => reply.replies).filter((text) => text !== holdingText));
    const forCustomer = stored.filter((row) => row['is_for_customer'] === true);
    const most = count(forCustomer.map((row) => String(row['text'])));
    const least = count(forCustomer.filter((row) => row['state'] !== 'dropped').map((row) => String(row['text'])));
    for (const [text, times] of least)
      if ((heard.get(text) ?? 0) < times) problems.push(`${chatId} never heard "${text}"`);
    for (const [text, times] of heard)
      if (times > (most.get(text) ?? 0))
        problems.push(`${chatId} heard "${text}" ${times} times, stored ${most.get(text) ?? 0}`);
  }
  return problems;
}

/** One case, one ticket; each note once; what customers were told exists. */
async function compareTickets({ journal, vendors, query }: Journals): Promise<string[]> {
  const tickets = await vendors.rows('desk/tickets');
  const keys = tickets.map((ticket) => String((ticket['cf'] as Row | undefined)?.['cf_gateway_key']));
  const done = await query(
    "select data->'request'->>'caseKey' as key from effects where kind = 'create-ticket' and status = 'done'",
  );
  const markers = (await vendors.rows('desk/comments')).flatMap(
    (comment) => String(comment['content']).match(/\[ref:[^\]]+\]/g) ?? [],
  );
  const told = journal.map(({ reply }) => reply.ticket_number).filter((number) => number !== null);
  const numbers = new Set(tickets.map((ticket) => ticket['ticketNumber']));
  return [
    ...doubles(keys).map((key) => `case ${key} has two tickets`),
    ...doubles(markers).map((marker) => `note ${marker} is there twice`),
    ...difference(
      done.map((row) => String(row['key'])),
      keys,
    ).map((key) => `the ticket of case ${key} is lost`),
    ...difference(
      keys,
      done.map((row) => String(row['key'])),
    ).map((key) => `the database knows no ticket of case ${key}`),
    ...told
      .filter((number) => !numbers.has(number))
      .map((number) => `a customer was told of ticket ${number}, which is not there`),
  ];
}

/** Each handoff has one chat at the desk; each relayed word is there once, in order; each word of an operator is with us once. */
async function compareDesk({ vendors, query }: Journals): Promise<string[]> {
  const conversations = await vendors.rows('salesiq/conversations');
  const references = conversations.flatMap((row) => String(row['question']).match(/\[ref:[^\]]+\]/g) ?? []);
  const messages = await vendors.rows('salesiq/messages');
  const atDesk = count(messages.filter((row) => row['side'] === 'visitor').map((row) => String(row['text'])));
  const relays = await query("select data->>'text' as text, status from effects where kind = 'relay-to-desk'");
  const agents = await query(
    "select text, count(*)::integer as times from messages where author = 'agent' group by text",
  );
  const acknowledged = await vendors.rows('salesiq/deliveries');
  const isTaken = (row: Row): boolean =>
    acknowledged.some(
      (delivery) => delivery['status'] === 'delivered' && JSON.stringify(delivery).includes(String(row['id'])),
    );
  const words = messages.filter((row) => row['side'] === 'operator');
  const kept = new Map(agents.map((row) => [String(row['text']), Number(row['times'])]));
  return [
    ...doubles(references).map((reference) => `handoff ${reference} has two chats at the desk`),
    ...relays.flatMap(({ text, status }) => {
      const times = atDesk.get(String(text)) ?? 0;
      if (times > 1) return [`"${text}" is at the desk ${times} times`];
      return times === 0 && status === 'done' ? [`"${text}" is not at the desk`] : [];
    }),
    ...words.flatMap((row) => {
      const times = kept.get(String(row['text'])) ?? 0;
      if (times > 1) return [`the operator's "${row['text']}" is with us ${times} times`];
      return times === 0 && isTaken(row) ? [`the operator's "${row['text']}" is lost`] : [];
    }),
  ];
}

/** Mail is at least once, under one Message-ID each. */
async function compareMails({ vendors, query }: Journals): Promise<string[]> {
  const planned = await query(
    "select key, kind from effects where kind in ('send-mail', 'mail-unheard') and data->>'to' is not null",
  );
  const sent = new Set((await vendors.rows('mail/messages')).map((mail) => String(mail['messageId'])));
  const idOf = (row: Row): string => `<${String(row['key']).replaceAll(':', '.')}@baton>`;
  const ids = planned.map(idOf);
  // Words are mailed only when they were not heard by then.
  const due = planned.filter(({ kind }) => kind === 'send-mail').map(idOf);
  return [
    ...difference(due, [...sent]).map((id) => `mail ${id} was never sent`),
    ...difference([...sent], ids).map((id) => `mail ${id} is not ours`),
  ];
}

/** The bot says nothing between a human's coming and going. */
async function checkVoices({ query }: Journals): Promise<string[]> {
  const events = await query(
    'select conversation_id, type, data from events order by conversation_id, version, position',
  );
  const connected = new Set<unknown>();
  const problems: string[] = [];
  for (const { conversation_id: id, type, data } of events) {
    if (type === 'agent-joined') connected.add(id);
    if (type === 'handed-back' || type === 'handoff-failed') connected.delete(id);
    if (type === 'message-recorded' && (data as Row)['author'] === 'bot' && connected.has(id))
      problems.push(`the bot spoke in ${String(id)} while a human held the baton`);
  }
  const waiting = await query(
    "select kind from effects where status = 'waiting' union all select kind from deliveries where status = 'waiting'",
  );
  return [...problems, ...waiting.map(({ kind }) => `${String(kind)} was left behind`)];
}

function count(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

const doubles = (items: string[]): string[] => items.filter((item, index) => items.indexOf(item) !== index);
const difference = (items: string[], others: string[]): string[] => items.filter((item) => !others.includes(item));
