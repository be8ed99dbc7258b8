ALTER TABLE "staff" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "hours_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "availability_exceptions" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
-- Counted here, so that nobody who changes a row can forget it: a verb, a file that is brought in, or a process of the
-- release before this one.
create function grow_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;
--> statement-breakpoint
create trigger version_grows before update on availability_exceptions
  for each row when (old.* is distinct from new.*) execute function grow_version();
--> statement-breakpoint
create trigger version_grows before update of meeting_link, daily_maximum on staff
  for each row when ((old.meeting_link, old.daily_maximum) is distinct from (new.meeting_link, new.daily_maximum))
  execute function grow_version();
--> statement-breakpoint
-- The weekly hours of one casemanager are one set, which is changed row by row.
create function grow_hours_version() returns trigger language plpgsql as $$
begin
  update staff set hours_version = hours_version + 1
  where id in (select casemanager_id from changed);
  return null;
end
$$;
--> statement-breakpoint
create trigger hours_version_grows_1 after insert on weekly_rules
  referencing new table as changed for each statement execute function grow_hours_version();
--> statement-breakpoint
create trigger hours_version_grows_2 after update on weekly_rules
  referencing new table as changed for each statement execute function grow_hours_version();
--> statement-breakpoint
create trigger hours_version_grows_3 after delete on weekly_rules
  referencing old table as changed for each statement execute function grow_hours_version();
