-- Ends the lease that a token holds. Each statement of the function sees what was committed before it began: items are looked for after
-- the lane's row is locked, so that one that was added meanwhile is seen here, or its writer finds the row gone and makes a new one.
create function release_lane(held_kind text, held_token text) returns void language plpgsql as $$
declare
  held record;
  due timestamptz;
begin
  select l.organisation, l.lane into held from lanes l where l.token = held_token for update;
  if not found then return; end if;
  if held_kind = 'delivery' then
    select d.run_at into due from deliveries d
    where d.organisation = held.organisation and d.lane = held.lane and d.status = 'waiting' order by d.id limit 1;
  else
    select e.run_at into due from effects e
    where e.organisation = held.organisation and e.lane = held.lane and e.status = 'waiting' order by e.id limit 1;
  end if;
  if due is null then
    delete from lanes l where l.token = held_token;
  else
    update lanes l set token = null, locked_until = null, run_at = due where l.token = held_token;
  end if;
end $$;
