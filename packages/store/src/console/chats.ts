import type { Database, Queryable } from '../database.ts';
import { instant, integer } from '../decode.ts';
import { addDelivery } from '../ingest.ts';
import { toJsonText } from '../storable.ts';
import { chatColumns, eventColumns, toChat, toEvent } from './rows.ts';
import type {
  ChatAddressAtConsole,
  ChatChange,
  ChatUnderChange,
  ConsoleChat,
  ConsoleChats,
  EventPage,
  NewConsoleEvent,
} from './types.ts';

/** `onChanged` is called after a commit that changed a chat. */
export function createConsoleChats(database: Database, onChanged: () => void): ConsoleChats {
  return {
    open: async (organisation, chat, event) => {
      const opened = await database.transaction(async (handle) => {
        const [row] = await handle.query(
          `insert into console_chats (organisation, id, handoff_key, stage, data)
           values ($1, $2, $3, 'waiting', $4::text::jsonb) on conflict do nothing returning now() as now`,
          [organisation, chat.id, chat.handoffKey, toJsonText(chat.data)],
        );
        if (row !== undefined)
          await addEvents(handle, { organisation, chatId: chat.id }, { events: [event], at: instant(row, 'now') });
        return selectChat(handle, 'handoff_key', [organisation, chat.handoffKey]);
      });
      onChanged();
      if (opened === null) throw new TypeError('the chat was inserted or was there');
      return opened;
    },
    change: async (address, key, work) => {
      const changed = await database.transaction((handle) => changeChat(handle, address, { key, work }));
      if (changed !== null) onChanged();
      return changed?.value ?? null;
    },
    get: ({ organisation, chatId }) => selectChat(database, 'id', [organisation, chatId]),
    findByHandoff: (organisation, handoffKey) => selectChat(database, 'handoff_key', [organisation, handoffKey]),
    ...createReading(database),
  };
}

const createReading = (
  database: Database,
): Pick<ConsoleChats, 'listOpen' | 'listOver' | 'listEvents' | 'listAfter' | 'head' | 'count'> => ({
  listOpen: async (organisation) =>
    (
      await database.query(
        `select ${chatColumns} from console_chats c where c.organisation = $1 and c.stage <> 'over' order by c.queued_at, c.id`,
        [organisation],
      )
    ).map(toChat),
  listOver: async (organisation, { before, limit }) =>
    (
      await database.query(
        `select ${chatColumns} from console_chats c where c.organisation = $1 and c.stage = 'over' and ($2::text is null or
           (c.ended_at, c.id) < (select b.ended_at, b.id from console_chats b where b.organisation = $1 and b.id = $2::text))
         order by c.ended_at desc, c.id desc limit $3::integer`,
        [organisation, before, limit],
      )
    ).map(toChat),
  listEvents: async ({ organisation, chatId }, { types, before, limit }: EventPage) =>
    (
      await database.query(
        `select ${eventColumns} from console_events e where e.organisation = $1 and e.chat_id = $2
           and ($3::text[] is null or e.type = any($3::text[])) and ($4::bigint is null or e.seq < $4::bigint)
         order by e.seq desc limit $5::integer`,
        [organisation, chatId, types, before, limit],
      )
    )
      .map(toEvent)
      .reverse(),
  listAfter: async (organisation, after, limit) =>
    (
      await database.query(
        `select ${eventColumns} from console_events e where e.organisation = $1 and e.seq > $2::bigint
         order by e.seq limit $3::integer`,
        [organisation, after, limit],
      )
    ).map(toEvent),
  head: async (organisation) => {
    const [row] = await database.query('select seq::text as seq from console_heads where organisation = $1', [
      organisation,
    ]);
    return row === undefined ? 0 : integer(row, 'seq');
  },
  count: async (organisation) => {
    const [row = {}] = await database.query(
      `select count(*) filter (where stage = 'waiting') as waiting, count(*) filter (where stage = 'connected') as connected
       from console_chats where organisation = $1 and stage <> 'over'`,
      [organisation],
    );
    return { waiting: integer(row, 'waiting'), connected: integer(row, 'connected') };
  },
});

async function selectChat(
  handle: Queryable,
  column: 'id' | 'handoff_key',
  parameters: [string, string],
): Promise<ConsoleChat | null> {
  const [row] = await handle.query(
    `select ${chatColumns} from console_chats c where c.organisation = $1 and c.${column} = $2`,
    parameters,
  );
  return row === undefined ? null : toChat(row);
}

type Work<Value> = { key: string | null; work: (under: ChatUnderChange) => ChatChange<Value> };

/** The chat's row is locked first, then the number of the last event, then lanes: always in this order. */
async function changeChat<Value>(
  handle: Queryable,
  address: ChatAddressAtConsole,
  { key, work }: Work<Value>,
): Promise<{ value: Value } | null> {
  const { organisation, chatId } = address;
  const [row] = await handle.query(
    `select ${chatColumns}, now() as now from console_chats c where c.organisation = $1 and c.id = $2 for update`,
    [organisation, chatId],
  );
  if (row === undefined) return null;
  const chat = toChat(row);
  const [earlier] =
    key === null
      ? []
      : await handle.query(
          `select ${eventColumns} from console_events e where e.organisation = $1 and e.chat_id = $2 and e.key = $3`,
          [organisation, chatId, key],
        );
  // A transaction that waited for the lock began before the one that had it, and its event comes after all the same.
  const at = new Date(Math.max(instant(row, 'now').getTime(), chat.lastAt.getTime() + 1));
  const change = work({ chat, earlier: earlier === undefined ? null : toEvent(earlier), at });
  if (change.chat !== undefined) await updateChat(handle, { ...chat, ...change.chat });
  if (change.events !== undefined && change.events.length > 0)
    await addEvents(handle, address, { events: change.events, at });
  for (const delivery of change.deliveries ?? []) await addDelivery(handle, delivery);
  return { value: change.value };
}

async function updateChat(handle: Queryable, chat: ConsoleChat): Promise<void> {
  await handle.query(
    `update console_chats set stage = $3, agent_id = $4, queued_at = $5::timestamptz, connected_at = $6::timestamptz,
       ended_at = $7::timestamptz, ended_by = $8, read_seq = $9::bigint
     where organisation = $1 and id = $2`,
    [
      chat.organisation,
      chat.id,
      chat.stage,
      chat.agentId,
      chat.queuedAt.toISOString(),
      chat.connectedAt?.toISOString() ?? null,
      chat.endedAt?.toISOString() ?? null,
      chat.endedBy,
      chat.readSeq,
    ],
  );
}

async function addEvents(
  handle: Queryable,
  { organisation, chatId }: ChatAddressAtConsole,
  { events, at }: { events: NewConsoleEvent[]; at: Date },
): Promise<void> {
  const [head] = await handle.query(
    `insert into console_heads (organisation, seq) values ($1, $2::bigint)
     on conflict (organisation) do update set seq = console_heads.seq + excluded.seq returning seq::text as seq`,
    [organisation, events.length],
  );
  const last = head === undefined ? 0 : integer(head, 'seq');
  const first = last - events.length + 1;
  await handle.query(
    `insert into console_events (organisation, seq, chat_id, key, type, data, at)
     select $1, $2::bigint + position - 1, $3, key, type, data::jsonb, $7::timestamptz
     from unnest($4::text[], $5::text[], $6::text[]) with ordinality as new (key, type, data, position)`,
    [
      organisation,
      first,
      chatId,
      events.map(({ key }) => key),
      events.map(({ type }) => type),
      events.map(({ data }) => toJsonText(data)),
      at.toISOString(),
    ],
  );
  const ofCustomer = events.findLastIndex(({ isOfCustomer }) => isOfCustomer === true);
  await handle.query(
    `update console_chats set last_at = $3::timestamptz, last_seq = $4::bigint,
       customer_seq = coalesce($5::bigint, customer_seq) where organisation = $1 and id = $2`,
    [organisation, chatId, at.toISOString(), last, ofCustomer === -1 ? null : first + ofCustomer],
  );
}
