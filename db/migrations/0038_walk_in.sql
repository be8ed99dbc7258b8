CREATE TABLE "waiting_screens" (
	"location_id" text PRIMARY KEY NOT NULL,
	"generation" integer NOT NULL,
	"token_hash" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waiting_screens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "walk_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"location_id" text NOT NULL,
	"local_date" date NOT NULL,
	"number" integer NOT NULL,
	"first_name" text,
	"topic_id" text NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"arrived_at" timestamp (3) with time zone NOT NULL,
	"called_at" timestamp (3) with time zone,
	"calls" integer DEFAULT 0 NOT NULL,
	"called_by" uuid,
	"room" text,
	"missed_at" timestamp (3) with time zone,
	"appointment_id" uuid,
	"version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "walk_ins_appointment_id_unique" UNIQUE("appointment_id"),
	CONSTRAINT "walk_ins_number" UNIQUE("location_id","local_date","number"),
	CONSTRAINT "walk_ins_status" CHECK ("walk_ins"."status" in ('waiting', 'called', 'left', 'moved', 'booked')),
	CONSTRAINT "walk_ins_number_range" CHECK ("walk_ins"."number" between 1 and 999),
	CONSTRAINT "walk_ins_first_name" CHECK (char_length("walk_ins"."first_name") between 1 and 40),
	CONSTRAINT "walk_ins_room" CHECK (char_length("walk_ins"."room") between 1 and 20),
	CONSTRAINT "walk_ins_called" CHECK ("walk_ins"."status" <> 'called' or num_nulls("walk_ins"."called_at", "walk_ins"."called_by", "walk_ins"."room", "walk_ins"."appointment_id") = 0),
	CONSTRAINT "walk_ins_not_called" CHECK ("walk_ins"."status" in ('called', 'booked') or num_nonnulls("walk_ins"."called_by", "walk_ins"."room", "walk_ins"."appointment_id") = 0)
);
--> statement-breakpoint
ALTER TABLE "appointments" DROP CONSTRAINT "appointments_booked";--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "here_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "walk_in_id" uuid;--> statement-breakpoint
ALTER TABLE "waiting_screens" ADD CONSTRAINT "waiting_screens_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_called_by_staff_id_fk" FOREIGN KEY ("called_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "walk_ins" ADD CONSTRAINT "walk_ins_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "walk_ins_date" ON "walk_ins" USING btree ("local_date");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_walk_in_id_walk_ins_id_fk" FOREIGN KEY ("walk_in_id") REFERENCES "public"."walk_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_walk_in" ON "history" USING btree ("walk_in_id") WHERE "history"."walk_in_id" is not null;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_here" CHECK ("appointments"."here_at" is null or "appointments"."status" in ('booked', 'cancelled'));--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_booked" CHECK ("appointments"."status" <> 'booked' or "appointments"."wiped_at" is not null or ("appointments"."name" is not null and ("appointments"."age_group" is not null or "appointments"."channel" = 'walk-in' or "appointments"."follows_id" is not null) and "appointments"."reference" is not null and "appointments"."token_hash" is not null));--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'screen-link-made', 'screen-link-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);
--> statement-breakpoint
-- Whoever was there came for the time of before.
create function forget_arrival() returns trigger language plpgsql as $$
begin
  new.here_at := null;
  return new;
end
$$;
--> statement-breakpoint
create trigger arrival_ends_with_its_time before update of starts_at, location_id, modality on appointments
  for each row when (old.here_at is not null
    and (new.starts_at, new.location_id, new.modality) is distinct from (old.starts_at, old.location_id, old.modality))
  execute function forget_arrival();
--> statement-breakpoint
-- The name in the line goes with that of the afspraak.
create function wipe_walk_in_of_appointment() returns trigger language plpgsql as $$
begin
  update walk_ins set first_name = null where appointment_id = new.id;
  return null;
end
$$;
--> statement-breakpoint
create trigger walk_in_wiped_with_it after update of wiped_at on appointments
  for each row when (new.channel = 'walk-in' and old.wiped_at is null and new.wiped_at is not null)
  execute function wipe_walk_in_of_appointment();
