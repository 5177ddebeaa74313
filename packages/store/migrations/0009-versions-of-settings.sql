-- Every version of the settings that a conversation may have started with. No secret is in it.
create table settings_versions (
  organisation text not null,
  version text not null,
  content jsonb not null,
  first_seen_at timestamptz not null default now(),
  primary key (organisation, version)
);
