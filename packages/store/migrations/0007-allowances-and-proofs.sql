-- What is counted over all conversations, by the hash of what it is counted for, per minute. The mails themselves were counted before.
create table allowances (
  organisation text not null,
  key text not null,
  minute timestamptz not null,
  taken integer not null,
  primary key (organisation, key, minute)
);
create index allowances_by_age on allowances (minute);
drop index effects_codes;

-- Who has proved to own which account lately, as a hash of both.
create table proofs (
  organisation text not null,
  key text not null,
  proved_at timestamptz not null default now(),
  primary key (organisation, key)
);
create index proofs_by_age on proofs (proved_at);
