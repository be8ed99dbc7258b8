-- Whoever listens by a session that ended has to go at once, in every process, whatever ended it: signing out, a password
-- that was set, an account that was closed, an operator. Who hears it reads the database. Told at the commit; the
-- channel is that of server/chat/live/pokes.ts.
create function tell_ended_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstart_chat', json_build_object('sessions', json_build_array(user_id))::text)
  from (select distinct user_id from ended) as whose;
  return null;
end
$$;
--> statement-breakpoint
create trigger sessions_ended after delete on sessions
  referencing old table as ended
  for each statement execute function tell_ended_sessions();
--> statement-breakpoint
create function tell_changed_rights() returns trigger language plpgsql as $$
begin
  perform pg_notify('doorstart_chat', json_build_object('sessions', json_build_array(new.id))::text);
  return null;
end
$$;
--> statement-breakpoint
create trigger staff_rights_changed after update of active, role, team on staff
  for each row when ((old.active, old.role, old.team) is distinct from (new.active, new.role, new.team))
  execute function tell_changed_rights();
