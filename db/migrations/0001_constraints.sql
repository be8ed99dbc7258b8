-- What drizzle cannot say in TypeScript: the constraint that makes double booking impossible,
-- and the triggers that let a booking notice that availability changed under it.
create extension if not exists btree_gist;
--> statement-breakpoint
alter table appointments add constraint appointments_no_overlap
  exclude using gist (casemanager_id with =, during with &&) where (status in ('held', 'booked'));
--> statement-breakpoint
insert into roster_version (id) values (1);
--> statement-breakpoint
-- The lock (key 1 of class 0, see server/booking/locks.ts) waits for bookings under way and holds up new ones
-- until this change is committed, so that no booking slips in on hours that are just being withdrawn.
-- Before the statement: a booking looks at rows of these tables (foreign keys) while it has the lock, so whoever
-- locked the row first and then waited here would make a deadlock.
create function grow_roster_version() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(0, 1);
  update roster_version set version = version + 1;
  return null;
end
$$;
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on staff
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on weekly_rules
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on availability_exceptions
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on closures
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on locations
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on topics
  for each statement execute function grow_roster_version();
--> statement-breakpoint
create trigger roster_grows before insert or update or delete or truncate on settings
  for each statement execute function grow_roster_version();
--> statement-breakpoint
-- Events are a record: they are written once, and leave only together with their afspraak.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'appointment_events is append-only';
end
$$;
--> statement-breakpoint
create trigger append_only before update on appointment_events
  for each row execute function refuse_change();
