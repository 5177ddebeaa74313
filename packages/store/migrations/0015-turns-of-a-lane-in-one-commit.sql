-- Also ends deliveries that waited, several of a lane at a time, with all that their turns came to: `finished` names them, and `delivery` is
-- null then. One that somebody has dealt with, or answered, since it was read raises BT001, and nothing is written.
create or replace function process_at_once(given jsonb) returns void language plpgsql as $$
declare
  delivery constant jsonb := given->'delivery';
  conversation constant jsonb := given->'conversation';
  delivery_number constant bigint := (delivery->>'id')::bigint;
  owner constant text := coalesce(delivery->>'organisation', conversation->>'organisation');
  chat constant text := conversation->>'id';
  marked integer;
  item jsonb;
begin
  -- Deliveries before conversations, as everywhere. One by one, because a plan for many that was made for a small table reads all of it.
  for item in select * from jsonb_array_elements(given->'finished') loop
    update deliveries d set status = 'processed', reason = null, body = null
    where d.id = (item->>'id')::bigint and d.status = 'waiting' and (d.response is not null) = (item->>'isAnswered')::boolean;
    if not found then raise exception 'somebody dealt with it' using errcode = 'BT001'; end if;
  end loop;

  if (conversation->>'isNew')::boolean then
    insert into conversations (id, organisation, channel, chat_id, version, generation, last_message_seq, state, is_closed)
    values (chat, owner, conversation->>'channel', conversation->>'chatId', (conversation->>'version')::integer,
      (conversation->>'generation')::integer, (conversation->>'lastMessageSeq')::integer, conversation->'state',
      (conversation->>'isClosed')::boolean);
  elsif (conversation->>'version')::integer > (conversation->>'expectedVersion')::integer then
    update conversations c set version = (conversation->>'version')::integer, generation = (conversation->>'generation')::integer,
      state = conversation->'state', is_closed = (conversation->>'isClosed')::boolean,
      last_message_seq = (conversation->>'lastMessageSeq')::integer, updated_at = now()
    where c.id = chat and c.version = (conversation->>'expectedVersion')::integer;
    if not found then raise exception 'the conversation moved on' using errcode = 'BT001'; end if;
  elsif chat is not null then
    perform 1 from conversations c where c.id = chat and c.version = (conversation->>'expectedVersion')::integer for update;
    if not found then raise exception 'the conversation moved on' using errcode = 'BT001'; end if;
  end if;

  if delivery_number is not null then
    if exists (select 1 from lanes l where l.organisation = owner and l.kind = 'delivery' and l.lane = delivery->>'lane') then
      raise exception 'something came first' using errcode = 'BT001';
    end if;
    insert into deliveries (id, organisation, key, lane, kind, hash, redacted, is_repeatable, status, response)
    values (delivery_number, owner, delivery->>'key', delivery->>'lane', delivery->>'kind', delivery->>'hash', delivery->'redacted',
      (delivery->>'isRepeatable')::boolean, 'processed', nullif(delivery->'response', 'null'::jsonb));
  end if;

  insert into events (conversation_id, version, position, type, data)
  select chat, (e->>'version')::integer, (e->>'position')::integer, e->>'type', e->'data'
  from jsonb_array_elements(given->'events') as e;

  insert into messages (conversation_id, seq, author, author_name, text, suggestions, generation, is_for_customer, state, reason,
    delivery_id, assigned_at)
  select chat, (m->>'seq')::integer, m->>'author', m->>'authorName', m->>'text', m->'suggestions', (m->>'generation')::integer,
    (m->>'isForCustomer')::boolean, m->>'state', m->>'reason', (m->>'deliveryId')::bigint,
    case when m->>'state' = 'assigned' then now() end
  from jsonb_array_elements(given->'messages') as m;

  if jsonb_array_length(given->'marks') > 0 then
    update messages m set state = t->>'state', delivery_id = coalesce((t->>'deliveryId')::bigint, m.delivery_id),
      reason = t->>'reason', assigned_at = now()
    from jsonb_array_elements(given->'marks') as t
    where m.conversation_id = chat and m.seq = (t->>'seq')::integer and m.state = t->'from'->>'state'
      and m.delivery_id is not distinct from (t->'from'->>'deliveryId')::bigint;
    get diagnostics marked = row_count;
    if marked <> jsonb_array_length(given->'marks') then
      raise exception 'somebody took the words' using errcode = 'BT001';
    end if;
  end if;

  -- The lanes' rows come first: their lock makes the order of ids the order of commits.
  if jsonb_array_length(given->'effects') > 0 then
    insert into lanes (organisation, kind, lane, run_at)
    select owner, 'effect', e->>'lane', now() + min((e->>'delayMs')::bigint) * interval '1 millisecond'
    from jsonb_array_elements(given->'effects') as e group by e->>'lane' order by e->>'lane'
    on conflict (organisation, kind, lane) do update set run_at = lanes.run_at;
    insert into effects (organisation, conversation_id, key, lane, kind, data, awaited_by, run_at)
    select owner, chat, e.value->>'key', e.value->>'lane', e.value->>'kind', e.value->'data', (e.value->>'awaitedBy')::bigint,
      now() + (e.value->>'delayMs')::bigint * interval '1 millisecond'
    from jsonb_array_elements(given->'effects') with ordinality as e order by e.ordinality;
  end if;

  if jsonb_array_length(given->'timers') > 0 then
    insert into timers (organisation, conversation_id, key, name, data, due_at)
    select owner, chat, t->>'key', t->>'name', t->'data', now() + (t->>'delayMs')::bigint * interval '1 millisecond'
    from jsonb_array_elements(given->'timers') as t;
  end if;
end $$;
