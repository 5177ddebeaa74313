create table conversations (
  id text primary key,
  channel text not null,
  chat_id text not null,
  version integer not null default 0,
  generation integer not null default 1,
  last_message_seq integer not null default 0,
  state jsonb not null,
  is_closed boolean not null default false,
  updated_at timestamptz not null default now(),
  unique (channel, chat_id)
);

create table desk_links (
  desk text not null,
  reference text not null,
  conversation_id text not null references conversations (id),
  primary key (desk, reference)
);

create table events (
  conversation_id text not null references conversations (id),
  version integer not null,
  position integer not null,
  type text not null,
  data jsonb not null,
  at timestamptz not null default now(),
  primary key (conversation_id, version, position)
);

create table messages (
  conversation_id text not null references conversations (id),
  seq integer not null,
  author text not null,
  author_name text,
  text text not null,
  suggestions jsonb not null,
  generation integer not null,
  is_for_customer boolean not null,
  state text not null check (state in ('none', 'waiting', 'assigned', 'delivered', 'dropped')),
  reason text,
  delivery_id bigint,
  assigned_at timestamptz,
  at timestamptz not null default now(),
  primary key (conversation_id, seq)
);
-- Reading what a customer has still to get must not grow with the age of the conversation.
create index messages_undelivered on messages (conversation_id, seq) where state in ('waiting', 'assigned');
create index messages_by_delivery on messages (delivery_id) where state in ('waiting', 'assigned');

-- One row per lane that has waiting work. Writers lock it before ids are allocated, so id order is commit order within a lane.
create table lanes (
  kind text not null check (kind in ('delivery', 'effect')),
  lane text not null,
  run_at timestamptz not null,
  locked_until timestamptz,
  token text unique,
  primary key (kind, lane)
);
create index lanes_due on lanes (kind, run_at);

create table deliveries (
  id bigserial primary key,
  key text not null unique,
  lane text not null,
  kind text not null,
  body bytea,
  hash text not null,
  redacted jsonb not null,
  is_repeatable boolean not null,
  status text not null default 'waiting' check (status in ('waiting', 'processed', 'rejected')),
  reason text,
  attempts integer not null default 0,
  run_at timestamptz not null default now(),
  received_at timestamptz not null default now(),
  response jsonb,
  -- How often the response was sent; tells a late report about an earlier sending from one about the last.
  sendings integer not null default 0
);
create index deliveries_waiting on deliveries (lane, id) where status = 'waiting';

create table effects (
  id bigserial primary key,
  conversation_id text not null references conversations (id),
  key text not null unique,
  lane text not null,
  kind text not null,
  data jsonb not null,
  generation integer,
  is_awaited boolean not null,
  status text not null default 'waiting' check (status in ('waiting', 'done', 'dropped', 'failed', 'dead')),
  attempts integer not null default 0,
  progress jsonb not null default '{}',
  last_error text,
  run_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index effects_waiting on effects (lane, id) where status = 'waiting';
create index effects_awaited on effects (conversation_id) where status = 'waiting' and is_awaited;
create index effects_given_up on effects (id) where status in ('failed', 'dead');

create table secrets (name text primary key, value bytea not null, updated_at timestamptz not null default now());
