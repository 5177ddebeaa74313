-- What is to be looked at again later. A row is there while it sleeps; when it is due it becomes a delivery of its conversation's lane.
create table timers (
  id bigserial primary key,
  organisation text not null,
  conversation_id text not null references conversations (id),
  key text not null,
  name text not null,
  data jsonb not null,
  due_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (organisation, key)
);
create index timers_due on timers (due_at);

-- The delivery whose answer waits for the effect. It used to be said only that some answer of the conversation does: the latest one.
alter table effects add column awaited_by bigint;
update effects e set awaited_by = (
    select max(d.id) from deliveries d join conversations c on d.lane = c.channel || ':' || c.chat_id
    where c.id = e.conversation_id and d.organisation = c.organisation)
  where e.status = 'waiting' and e.is_awaited;
drop index effects_awaited;
alter table effects drop column is_awaited;
create index effects_awaited on effects (awaited_by) where status = 'waiting' and awaited_by is not null;
