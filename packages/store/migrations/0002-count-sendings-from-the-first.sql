-- Every request for a delivery counts, the first included, so that a late report about one of them is told from one about the last.
alter table deliveries alter column sendings set default 1;
update deliveries set sendings = 1 where sendings = 0;
