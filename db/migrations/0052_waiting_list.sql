CREATE TABLE "nothing_free_days" (
	"day" date NOT NULL,
	"topic_id" text NOT NULL,
	"modality" text NOT NULL,
	"location_id" text,
	"times" integer NOT NULL,
	CONSTRAINT "nothing_free_days_once" UNIQUE NULLS NOT DISTINCT("day","topic_id","modality","location_id"),
	CONSTRAINT "nothing_free_days_modality" CHECK ("nothing_free_days"."modality" in ('op-locatie', 'telefoon', 'video', 'huisbezoek', 'wandelen')),
	CONSTRAINT "nothing_free_days_times" CHECK ("nothing_free_days"."times" > 0)
);
--> statement-breakpoint
CREATE TABLE "waiting_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"appointment_id" uuid,
	"topic_id" text NOT NULL,
	"locations" text[] NOT NULL,
	"modalities" text[] NOT NULL,
	"weekdays" integer[] NOT NULL,
	"day_parts" text[] NOT NULL,
	"days_ahead" integer NOT NULL,
	"until" date,
	"name" text,
	"email" text,
	"phone" text,
	"age_group" text,
	"language" text NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	CONSTRAINT "waiting_list_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "waiting_list_language" CHECK ("waiting_list"."language" in ('nl', 'en')),
	CONSTRAINT "waiting_list_age_group" CHECK ("waiting_list"."age_group" in ('tot-18', '18-22', '23-26')),
	CONSTRAINT "waiting_list_end" CHECK ("waiting_list"."end_reason" in ('accepted', 'left', 'enough', 'until', 'appointment-gone') and ("waiting_list"."ended_at" is null) = ("waiting_list"."end_reason" is null)),
	CONSTRAINT "waiting_list_ways" CHECK (cardinality("waiting_list"."modalities") > 0 and "waiting_list"."modalities" <@ array['op-locatie', 'telefoon', 'video', 'wandelen']::text[]),
	CONSTRAINT "waiting_list_day_parts" CHECK ("waiting_list"."day_parts" <@ array['ochtend', 'middag', 'avond']::text[]),
	CONSTRAINT "waiting_list_weekdays" CHECK ("waiting_list"."weekdays" <@ array[1, 2, 3, 4, 5, 6, 7]),
	CONSTRAINT "waiting_list_days_ahead" CHECK ("waiting_list"."days_ahead" between 0 and 14),
	CONSTRAINT "waiting_list_name" CHECK (char_length("waiting_list"."name") between 1 and 80),
	CONSTRAINT "waiting_list_person" CHECK (case when "waiting_list"."ended_at" is not null or "waiting_list"."appointment_id" is not null
          then num_nonnulls("waiting_list"."name", "waiting_list"."email", "waiting_list"."phone", "waiting_list"."age_group") = 0
          else num_nulls("waiting_list"."name", "waiting_list"."age_group", "waiting_list"."until") = 0 and num_nonnulls("waiting_list"."email", "waiting_list"."phone") > 0 end)
);
--> statement-breakpoint
CREATE TABLE "waiting_list_offers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"waiting_id" uuid NOT NULL,
	"appointment_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"local_date" date NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	CONSTRAINT "waiting_list_offers_appointment_id_unique" UNIQUE("appointment_id"),
	CONSTRAINT "waiting_list_offers_state" CHECK ("waiting_list_offers"."state" in ('open', 'accepted', 'declined', 'lapsed', 'withdrawn')),
	CONSTRAINT "waiting_list_offers_times" CHECK ("waiting_list_offers"."offered_at" < "waiting_list_offers"."expires_at")
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "waiting_id" uuid;--> statement-breakpoint
ALTER TABLE "nothing_free_days" ADD CONSTRAINT "nothing_free_days_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "nothing_free_days" ADD CONSTRAINT "nothing_free_days_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list_offers" ADD CONSTRAINT "waiting_list_offers_waiting_id_waiting_list_id_fk" FOREIGN KEY ("waiting_id") REFERENCES "public"."waiting_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list_offers" ADD CONSTRAINT "waiting_list_offers_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waiting_list_line" ON "waiting_list" USING btree ("joined_at","id") WHERE "waiting_list"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_appointment" ON "waiting_list" USING btree ("appointment_id") WHERE "waiting_list"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_email" ON "waiting_list" USING btree ("email") WHERE "waiting_list"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_phone" ON "waiting_list" USING btree ("phone") WHERE "waiting_list"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_offers_open" ON "waiting_list_offers" USING btree ("waiting_id") WHERE "waiting_list_offers"."state" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_offers_day" ON "waiting_list_offers" USING btree ("waiting_id","local_date") WHERE "waiting_list_offers"."state" <> 'withdrawn';--> statement-breakpoint
CREATE INDEX "waiting_list_offers_expires" ON "waiting_list_offers" USING btree ("expires_at") WHERE "waiting_list_offers"."state" = 'open';--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_waiting_id_waiting_list_id_fk" FOREIGN KEY ("waiting_id") REFERENCES "public"."waiting_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_waiting" ON "history" USING btree ("waiting_id") WHERE "history"."waiting_id" is not null;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'screen-link-made', 'screen-link-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);