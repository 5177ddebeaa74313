-- One row, written now and then by every node to find out whether the database takes writes.
create table write_trials (
  id integer primary key check (id = 1),
  at timestamptz not null
);
