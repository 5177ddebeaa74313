-- What waited for a human to come was an effect that slept in a lane; now it is a timer.
insert into timers (organisation, conversation_id, key, name, data, due_at)
  select organisation, conversation_id, key, 'handoff-accept', jsonb_build_object('legKey', data->>'handoffKey'), run_at
  from effects where kind = 'timer' and status = 'waiting';
update effects set status = 'dropped', last_error = 'moved to the timers' where kind = 'timer' and status = 'waiting';
-- No effect was ever fenced by it: words are fenced by message, and what a leg does by its leg.
alter table effects drop column generation;
