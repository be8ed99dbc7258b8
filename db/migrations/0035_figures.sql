CREATE TABLE "figure_months" (
	"month" date PRIMARY KEY NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "figure_months_first_day" CHECK (extract(day from "figure_months"."month") = 1)
);
--> statement-breakpoint
CREATE TABLE "first_free_days" (
	"day" date NOT NULL,
	"location_id" text NOT NULL,
	"days" integer,
	CONSTRAINT "first_free_days_day_location_id_pk" PRIMARY KEY("day","location_id"),
	CONSTRAINT "first_free_days_days" CHECK ("first_free_days"."days" >= 0)
);
--> statement-breakpoint
CREATE TABLE "published_figures" (
	"month" date NOT NULL,
	"subject" text NOT NULL,
	"breakdown" text NOT NULL,
	"place" smallint NOT NULL,
	"categories" text[] NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "published_figures_month_subject_breakdown_place_pk" PRIMARY KEY("month","subject","breakdown","place"),
	CONSTRAINT "published_figures_subject" CHECK ("published_figures"."subject" in ('appointments', 'referrals', 'chats', 'questions', 'booking', 'check')),
	CONSTRAINT "published_figures_breakdown" CHECK ("published_figures"."breakdown" in ('week', 'location', 'channel', 'outcome', 'organisation', 'became', 'waiting', 'rating', 'topic', 'answer', 'step')),
	CONSTRAINT "published_figures_categories" CHECK (cardinality("published_figures"."categories") >= 1),
	CONSTRAINT "published_figures_count" CHECK ("published_figures"."count" >= 5)
);
--> statement-breakpoint
CREATE TABLE "visit_days" (
	"day" date NOT NULL,
	"subject" text NOT NULL,
	"step" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "visit_days_day_subject_step_pk" PRIMARY KEY("day","subject","step"),
	CONSTRAINT "visit_days_subject" CHECK ("visit_days"."subject" in ('booking', 'check')),
	CONSTRAINT "visit_days_step" CHECK ("visit_days"."step" ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length("visit_days"."step") <= 40)
);
--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "first_free_days" ADD CONSTRAINT "first_free_days_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "published_figures" ADD CONSTRAINT "published_figures_month_figure_months_month_fk" FOREIGN KEY ("month") REFERENCES "public"."figure_months"("month") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_channel" CHECK ("appointments"."channel" in ('self', 'jongerenwerk', 'chat', 'walk-in', 'desk'));
--> statement-breakpoint
-- Of what was made before, the history knows who did it.
update appointments set channel = case history.actor when 'staff' then 'desk' else 'self' end
from history where history.appointment_id = appointments.id and history.what = 'booked';
--> statement-breakpoint
-- What was published once is what everybody knows: a change would tell of the few by whom it differs.
create function refuse_figures_change() returns trigger language plpgsql as $$
begin
  raise exception 'published figures do not change';
end
$$;
--> statement-breakpoint
create trigger figure_months_stay before update or delete on figure_months
  for each row execute function refuse_figures_change();
--> statement-breakpoint
create trigger published_figures_stay before update or delete on published_figures
  for each row execute function refuse_figures_change();
--> statement-breakpoint
-- Its groups come in the transaction that makes the month, and none afterwards.
create function refuse_late_figures() returns trigger language plpgsql as $$
begin
  -- Since this transaction began: a part of it has a number of its own, which is higher.
  if not exists (select from figure_months where month = new.month and age(xmin) <= age(pg_current_xact_id()::xid)) then
    raise exception 'this month is published already';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger published_figures_at_once before insert on published_figures
  for each row execute function refuse_late_figures();
