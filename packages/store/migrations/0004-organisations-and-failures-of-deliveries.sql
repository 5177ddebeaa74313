-- Every key carries an organisation, so that several can share one database. What is there belongs to the one called `default`; from here on
-- each row says whose it is, so there is no default any more.
alter table conversations add column organisation text not null default 'default';
alter table desk_links add column organisation text not null default 'default';
alter table lanes add column organisation text not null default 'default';
alter table deliveries add column organisation text not null default 'default';
alter table effects add column organisation text not null default 'default';
alter table secrets add column organisation text not null default 'default';
alter table workflow_versions add column organisation text not null default 'default';

alter table conversations alter column organisation drop default;
alter table desk_links alter column organisation drop default;
alter table lanes alter column organisation drop default;
alter table deliveries alter column organisation drop default;
alter table effects alter column organisation drop default;
alter table secrets alter column organisation drop default;
alter table workflow_versions alter column organisation drop default;

alter table conversations drop constraint conversations_channel_chat_id_key, add unique (organisation, channel, chat_id);
alter table desk_links drop constraint desk_links_pkey, add primary key (organisation, desk, reference);
alter table lanes drop constraint lanes_pkey, add primary key (organisation, kind, lane);
alter table deliveries drop constraint deliveries_key_key, add unique (organisation, key);
alter table effects drop constraint effects_key_key, add unique (organisation, key);
alter table secrets drop constraint secrets_pkey, add primary key (organisation, name);
alter table workflow_versions drop constraint workflow_versions_pkey, add primary key (organisation, name, version);

drop index deliveries_waiting;
create index deliveries_waiting on deliveries (organisation, lane, id) where status = 'waiting';
drop index effects_waiting;
create index effects_waiting on effects (organisation, lane, id) where status = 'waiting';

-- A claim used to count a try for every delivery it handed out, also for those it never reached. What waits begins anew.
alter table deliveries rename column attempts to postponements;
alter table deliveries add column failures integer not null default 0;
update deliveries set postponements = 0 where status = 'waiting';

-- An entry of an index has room for some 2,700 bytes; an address that a customer typed may be longer.
drop index effects_codes;
create index effects_codes on effects (left(data->>'to', 100), created_at)
  where kind = 'send-mail' and data->>'challengeId' is not null;
