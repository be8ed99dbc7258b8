-- Ended sessions are told on the channel of server/kernel/bus.ts. For one release also on the one before it, for processes
-- of the release before that still run on this database: they would let a person go on who signed out. The next migration
-- that touches these functions may drop that line.
create or replace function tell_ended_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstart_bus', json_build_object('v', 1, 'change', json_build_object('sessions', json_build_array(user_id)))::text),
    pg_notify('doorstart_chat', json_build_object('sessions', json_build_array(user_id))::text)
  from (select distinct user_id from ended) as whose;
  return null;
end
$$;
--> statement-breakpoint
create or replace function tell_changed_rights() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstart_bus', json_build_object('v', 1, 'change', json_build_object('sessions', json_build_array(new.id)))::text),
    pg_notify('doorstart_chat', json_build_object('sessions', json_build_array(new.id))::text);
  return null;
end
$$;
