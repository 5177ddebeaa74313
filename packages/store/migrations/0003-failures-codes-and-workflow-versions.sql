-- Tries that ended in a failure we saw; what a kill cut off does not lengthen the next wait.
alter table effects add column if not exists failures integer not null default 0;

-- How many one-time codes an address was sent lately.
create index if not exists effects_codes on effects ((data->>'to'), created_at)
  where kind = 'send-mail' and data->>'challengeId' is not null;

-- Every version of a workflow that a conversation may have started with.
create table if not exists workflow_versions (
  name text not null,
  version text not null,
  content jsonb not null,
  first_seen_at timestamptz not null default now(),
  primary key (name, version)
);
