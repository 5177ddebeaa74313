-- Handoffs and their legs over all conversations: what happened in them stands in the events, and here what is asked of many at once.
create table handoffs (
  organisation text not null,
  key text not null,
  conversation_id text not null references conversations (id),
  desk text,
  requested_at timestamptz not null,
  connected_at timestamptz,
  outcome text,
  primary key (organisation, key)
);
create index handoffs_by_time on handoffs (organisation, requested_at desc, key desc);

create table legs (
  organisation text not null,
  key text not null,
  handoff_key text not null,
  desk text not null,
  started_at timestamptz not null,
  accepted_at timestamptz,
  connected_at timestamptz,
  is_live boolean not null,
  ended_at timestamptz,
  is_vendor_failure boolean not null,
  primary key (organisation, key)
);
create index legs_live on legs (organisation, desk, started_at) where is_live;
create index legs_answered on legs (organisation, desk, connected_at) where connected_at is not null;
create index legs_accepted on legs (organisation, desk, accepted_at) where accepted_at is not null;
create index legs_failed on legs (organisation, desk, ended_at) where is_vendor_failure;
