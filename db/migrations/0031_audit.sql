-- The day of a row is that on which it is written, and whoever writes holds a lock that is shared until the commit. Who seals
-- a day takes that lock alone: so it waits for the last writer of the day, and never for those of another. A default and
-- no trigger: the role of the application may not say a day by itself.
create function audit_day() returns date language plpgsql volatile as $$
declare
  today date;
begin
  loop
    today := (clock_timestamp() at time zone 'UTC')::date;
    perform pg_advisory_xact_lock_shared(7206943, today - date '2000-01-01');
    exit when today = (clock_timestamp() at time zone 'UTC')::date;
  end loop;
  return today;
end
$$;
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date DEFAULT audit_day() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text,
	"result" text NOT NULL,
	"reason" text,
	"actor" text NOT NULL,
	"staff_id" text,
	"session" text,
	"network" text,
	"door" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "audit_pkey" PRIMARY KEY("day","id"),
	CONSTRAINT "audit_kind" CHECK ("audit"."kind" in ('viewed', 'changed', 'exported', 'entered', 'tried')),
	CONSTRAINT "audit_result" CHECK ("audit"."result" in ('done', 'refused', 'not-found')),
	CONSTRAINT "audit_actor" CHECK ("audit"."actor" in ('jongere', 'staff', 'system')),
	CONSTRAINT "audit_door" CHECK ("audit"."door" in ('page', 'api', 'socket', 'job', 'command')),
	CONSTRAINT "audit_action" CHECK ("audit"."action" ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' and char_length("audit"."action") <= 60),
	CONSTRAINT "audit_object_kind" CHECK ("audit"."object_kind" ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' and char_length("audit"."object_kind") <= 60),
	CONSTRAINT "audit_reason" CHECK ("audit"."reason" ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' and char_length("audit"."reason") <= 60),
	CONSTRAINT "audit_object_id" CHECK ("audit"."object_id" ~ '^[A-Za-z0-9_-]{1,100}$'),
	CONSTRAINT "audit_staff_id" CHECK (("audit"."actor" = 'staff') = ("audit"."staff_id" is not null)),
	CONSTRAINT "audit_session" CHECK (char_length("audit"."session") <= 16),
	CONSTRAINT "audit_network" CHECK (char_length("audit"."network") <= 64),
	CONSTRAINT "audit_times" CHECK ("audit"."times" > 0)
) PARTITION BY RANGE ("day");
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"day" date PRIMARY KEY NOT NULL,
	"rows" integer NOT NULL,
	"digest" text NOT NULL,
	"sealed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_seals_rows" CHECK ("audit_seals"."rows" >= 0),
	CONSTRAINT "audit_seals_digest" CHECK ("audit_seals"."digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
CREATE INDEX "audit_object" ON "audit" USING btree ("object_id","id");--> statement-breakpoint
CREATE INDEX "audit_staff" ON "audit" USING btree ("staff_id","id");
--> statement-breakpoint
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end
$$;
--> statement-breakpoint
create trigger audit_append_only before update or delete on audit for each row execute function refuse_audit_change();
--> statement-breakpoint
create trigger audit_no_truncate before truncate on audit for each statement execute function refuse_audit_change();
--> statement-breakpoint
create trigger audit_seals_append_only before update or delete on audit_seals
  for each row execute function refuse_audit_change();
--> statement-breakpoint
create trigger audit_seals_no_truncate before truncate on audit_seals
  for each statement execute function refuse_audit_change();
--> statement-breakpoint
-- The two that make and drop tables run as the owner, for a role that may do neither. Both give up rather than hold up writers.
create function make_audit_months() returns void language plpgsql security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  month date := date_trunc('month', clock_timestamp() at time zone 'UTC')::date;
begin
  for ahead in 0..3 loop
    if to_regclass(format('public.audit_%s', to_char(month, 'YYYY_MM'))) is null then
      execute format('create table public.audit_%s partition of public.audit for values from (%L) to (%L)',
        to_char(month, 'YYYY_MM'), month, (month + interval '1 month')::date);
    end if;
    month := (month + interval '1 month')::date;
  end loop;
end
$$;
--> statement-breakpoint
-- Never less than a year, whatever it is asked: who takes over the application cannot clear what it just did. Answers the
-- months that are gone, and writes each down.
create function drop_audit_months(keep_months integer) returns setof text language plpgsql security definer
  set search_path = '' set lock_timeout = '2s' as $$
declare
  oldest date := (date_trunc('month', clock_timestamp() at time zone 'UTC') - make_interval(months => greatest(keep_months, 12)))::date;
  month text;
begin
  for month in
    select substr(child.relname, 7) from pg_catalog.pg_inherits
    join pg_catalog.pg_class child on child.oid = inhrelid
    where inhparent = 'public.audit'::regclass and child.relname ~ '^audit_[0-9]{4}_[0-9]{2}$'
      and to_date(substr(child.relname, 7), 'YYYY_MM') < oldest
    order by 1
  loop
    execute format('drop table public.audit_%s', month);
    insert into public.audit (at, kind, action, object_kind, object_id, result, actor, door)
    values (clock_timestamp(), 'changed', 'forgotten', 'audit-month', replace(month, '_', '-'), 'done', 'system', 'job');
    return next month;
  end loop;
end
$$;
--> statement-breakpoint
revoke execute on function make_audit_months(), drop_audit_months(integer) from public;
--> statement-breakpoint
select make_audit_months();
