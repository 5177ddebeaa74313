-- Baton's own desk: who answers there, the chats, and everything that happened in them, in one order for the whole organisation.
create table console_agents (
  organisation text not null,
  id text not null,
  login text not null,
  name text not null,
  role text not null,
  password text not null,
  chats_max integer not null,
  availability text not null default 'away',
  seen_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organisation, id)
);
create unique index console_agents_login on console_agents (organisation, login);

-- A session is kept by the hash of its token alone.
create table console_sessions (
  organisation text not null,
  token_hash text not null,
  agent_id text not null,
  expires_at timestamptz not null,
  primary key (organisation, token_hash),
  foreign key (organisation, agent_id) references console_agents (organisation, id) on delete cascade
);

-- Sign-ins that failed, by a hash of whom they were tried for and by.
create table console_attempts (
  organisation text not null,
  key text not null,
  failures integer not null,
  since timestamptz not null default now(),
  primary key (organisation, key)
);

create table console_chats (
  organisation text not null,
  id text not null,
  handoff_key text not null,
  stage text not null,
  agent_id text,
  data jsonb not null,
  opened_at timestamptz not null default now(),
  queued_at timestamptz not null default now(),
  connected_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  last_at timestamptz not null default now(),
  last_seq bigint not null default 0,
  customer_seq bigint not null default 0,
  read_seq bigint not null default 0,
  primary key (organisation, id)
);
create unique index console_chats_by_handoff on console_chats (organisation, handoff_key);
create index console_chats_open on console_chats (organisation, queued_at) where stage <> 'over';
create index console_chats_over on console_chats (organisation, ended_at desc, id desc) where stage = 'over';

create table console_events (
  organisation text not null,
  seq bigint not null,
  chat_id text not null,
  key text not null,
  type text not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (organisation, seq)
);
create unique index console_events_once on console_events (organisation, chat_id, key);
create index console_events_of_chat on console_events (organisation, chat_id, seq);

-- The number of the last event. Whoever adds one locks it, so that the order of the numbers is the order of the commits, and who reads after
-- a number misses nothing.
create table console_heads (organisation text primary key, seq bigint not null);

-- Files in these chats, encrypted.
create table console_files (
  organisation text not null,
  id text not null,
  chat_id text not null,
  name text not null,
  content_type text not null,
  size_bytes bigint not null,
  content bytea,
  created_at timestamptz not null default now(),
  primary key (organisation, id)
);
create index console_files_of_chat on console_files (organisation, chat_id);
