CREATE TABLE "appointment_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"appointment_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "appointment_notes_text" CHECK (char_length("appointment_notes"."text") between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "appointment_events" DROP CONSTRAINT "appointment_events_kind";--> statement-breakpoint
ALTER TABLE "appointments" DROP CONSTRAINT "appointments_wiped";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "team" text DEFAULT 'Casemanagers' NOT NULL;--> statement-breakpoint
ALTER TABLE "availability_exceptions" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "weekly_rules" ADD COLUMN "weeks" text DEFAULT 'alle' NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "message_to_jongere" text;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "choose_again_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "kept_outside_hours" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "follows_id" uuid;--> statement-breakpoint
ALTER TABLE "appointment_notes" ADD CONSTRAINT "appointment_notes_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment_notes" ADD CONSTRAINT "appointment_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appointment_notes_appointment" ON "appointment_notes" USING btree ("appointment_id");--> statement-breakpoint
ALTER TABLE "availability_exceptions" ADD CONSTRAINT "availability_exceptions_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_follows_id_appointments_id_fk" FOREIGN KEY ("follows_id") REFERENCES "public"."appointments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appointments_follows" ON "appointments" USING btree ("follows_id") WHERE "appointments"."follows_id" is not null;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_team" CHECK (char_length("staff"."team") between 1 and 80);--> statement-breakpoint
ALTER TABLE "weekly_rules" ADD CONSTRAINT "weekly_rules_weeks" CHECK ("weekly_rules"."weeks" in ('alle', 'even', 'oneven'));--> statement-breakpoint
ALTER TABLE "appointment_events" ADD CONSTRAINT "appointment_events_kind" CHECK ("appointment_events"."kind" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed'));--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_message" CHECK (char_length("appointments"."message_to_jongere") <= 500);--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_choose_again" CHECK ("appointments"."choose_again_at" is null or "appointments"."status" = 'booked');--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_wiped" CHECK ("appointments"."wiped_at" is null or ("appointments"."name" is null and "appointments"."email" is null and "appointments"."phone" is null and "appointments"."note" is null and "appointments"."cancel_reason" is null and "appointments"."message_to_jongere" is null and "appointments"."token_hash" is null));--> statement-breakpoint
-- Nobody works in two places at once: two rules of one casemanager and weekday never share a minute, on any date
-- of an even week and on any of an odd one.
ALTER TABLE "weekly_rules" ADD CONSTRAINT "weekly_rules_even_weeks" EXCLUDE USING gist (
  casemanager_id WITH =, weekday WITH =, daterange(valid_from, valid_until, '[]') WITH &&,
  int4range((extract(epoch from from_time) / 60)::int, (extract(epoch from until_time) / 60)::int) WITH &&
) WHERE (weeks <> 'oneven');--> statement-breakpoint
ALTER TABLE "weekly_rules" ADD CONSTRAINT "weekly_rules_odd_weeks" EXCLUDE USING gist (
  casemanager_id WITH =, weekday WITH =, daterange(valid_from, valid_until, '[]') WITH &&,
  int4range((extract(epoch from from_time) / 60)::int, (extract(epoch from until_time) / 60)::int) WITH &&
) WHERE (weeks <> 'even');--> statement-breakpoint
-- A reference as it is heard and written down: what looks alike counts as the same. See server/agenda/foldReference.ts.
CREATE INDEX "appointments_reference_folded" ON "appointments"
  (translate(reference, 'OQDILJZSBGU-', '0001112586V')) WHERE reference IS NOT NULL;
