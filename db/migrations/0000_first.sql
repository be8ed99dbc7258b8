CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text,
	"meeting_link" text,
	"daily_maximum" integer DEFAULT 6 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "staff_email_unique" UNIQUE("email"),
	CONSTRAINT "staff_email_lower" CHECK ("staff"."email" = lower("staff"."email")),
	CONSTRAINT "staff_role" CHECK ("staff"."role" in ('casemanager', 'beheerder')),
	CONSTRAINT "staff_meeting_link" CHECK ("staff"."meeting_link" ~ '^https://'),
	CONSTRAINT "staff_daily_maximum" CHECK ("staff"."daily_maximum" between 0 and 48)
);
--> statement-breakpoint
CREATE TABLE "availability_exceptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"casemanager_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"date_from" date NOT NULL,
	"date_until" date NOT NULL,
	"from_time" time,
	"until_time" time,
	"location_id" text,
	"modalities" text[],
	"reason" text,
	CONSTRAINT "availability_exceptions_kind" CHECK ("availability_exceptions"."kind" in ('absence', 'extra')),
	CONSTRAINT "availability_exceptions_period" CHECK ("availability_exceptions"."date_until" >= "availability_exceptions"."date_from"),
	CONSTRAINT "availability_exceptions_hours" CHECK ("availability_exceptions"."from_time" < "availability_exceptions"."until_time"),
	CONSTRAINT "availability_exceptions_whole_day" CHECK (("availability_exceptions"."from_time" is null) = ("availability_exceptions"."until_time" is null)),
	CONSTRAINT "availability_exceptions_reason" CHECK ("availability_exceptions"."reason" in ('verlof', 'ziek', 'training', 'anders')),
	CONSTRAINT "availability_exceptions_modalities" CHECK ("availability_exceptions"."modalities" <@ array['op-locatie', 'telefoon', 'video']::text[]),
	CONSTRAINT "availability_exceptions_extra" CHECK ("availability_exceptions"."kind" = 'absence' or ("availability_exceptions"."from_time" is not null and "availability_exceptions"."location_id" is not null and "availability_exceptions"."modalities" is not null))
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"date_from" date NOT NULL,
	"date_until" date NOT NULL,
	"location_id" text,
	CONSTRAINT "closures_period" CHECK ("closures"."date_until" >= "closures"."date_from")
);
--> statement-breakpoint
CREATE TABLE "weekly_rules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"casemanager_id" uuid NOT NULL,
	"location_id" text NOT NULL,
	"weekday" smallint NOT NULL,
	"from_time" time NOT NULL,
	"until_time" time NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"modalities" text[] NOT NULL,
	CONSTRAINT "weekly_rules_weekday" CHECK ("weekly_rules"."weekday" between 1 and 7),
	CONSTRAINT "weekly_rules_hours" CHECK ("weekly_rules"."from_time" < "weekly_rules"."until_time"),
	CONSTRAINT "weekly_rules_period" CHECK ("weekly_rules"."valid_until" >= "weekly_rules"."valid_from"),
	CONSTRAINT "weekly_rules_modalities" CHECK ("weekly_rules"."modalities" <@ array['op-locatie', 'telefoon', 'video']::text[])
);
--> statement-breakpoint
CREATE TABLE "appointment_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "appointment_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"appointment_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"staff_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "appointment_events_kind" CHECK ("appointment_events"."kind" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped')),
	CONSTRAINT "appointment_events_actor" CHECK ("appointment_events"."actor" in ('jongere', 'staff', 'system'))
);
--> statement-breakpoint
CREATE TABLE "appointments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"topic_id" text NOT NULL,
	"location_id" text NOT NULL,
	"modality" text NOT NULL,
	"casemanager_id" uuid NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"during" "tstzrange" NOT NULL,
	"local_date" date NOT NULL,
	"hold_token_hash" text,
	"expires_at" timestamp (3) with time zone,
	"extended" boolean DEFAULT false NOT NULL,
	"reference" text,
	"token_hash" text,
	"generation" integer DEFAULT 1 NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"name" text,
	"email" text,
	"phone" text,
	"age_group" text,
	"reach_by" text,
	"language" text DEFAULT 'nl' NOT NULL,
	"note" text,
	"referral" text,
	"outcome" text,
	"cancel_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"booked_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"wiped_at" timestamp (3) with time zone,
	CONSTRAINT "appointments_hold_token_hash_unique" UNIQUE("hold_token_hash"),
	CONSTRAINT "appointments_reference_unique" UNIQUE("reference"),
	CONSTRAINT "appointments_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "appointments_status" CHECK ("appointments"."status" in ('held', 'expired', 'booked', 'cancelled')),
	CONSTRAINT "appointments_modality" CHECK ("appointments"."modality" in ('op-locatie', 'telefoon', 'video')),
	CONSTRAINT "appointments_outcome" CHECK ("appointments"."outcome" in ('geweest', 'niet-verschenen', 'afgezegd', 'verzet')),
	CONSTRAINT "appointments_age_group" CHECK ("appointments"."age_group" in ('tot-18', '18-22', '23-26')),
	CONSTRAINT "appointments_reach_by" CHECK ("appointments"."reach_by" in ('email', 'bellen', 'bericht')),
	CONSTRAINT "appointments_language" CHECK ("appointments"."language" in ('nl', 'en')),
	CONSTRAINT "appointments_during" CHECK ("appointments"."starts_at" < "appointments"."ends_at" and "appointments"."during" @> tstzrange("appointments"."starts_at", "appointments"."ends_at")),
	CONSTRAINT "appointments_hold" CHECK ("appointments"."status" <> 'held' or ("appointments"."expires_at" is not null and "appointments"."hold_token_hash" is not null)),
	CONSTRAINT "appointments_booked" CHECK ("appointments"."status" <> 'booked' or "appointments"."wiped_at" is not null or ("appointments"."name" is not null and "appointments"."age_group" is not null and "appointments"."reference" is not null and "appointments"."token_hash" is not null)),
	CONSTRAINT "appointments_name" CHECK (char_length("appointments"."name") between 1 and 80),
	CONSTRAINT "appointments_note" CHECK (char_length("appointments"."note") <= 500),
	CONSTRAINT "appointments_cancel_reason" CHECK (char_length("appointments"."cancel_reason") <= 500),
	CONSTRAINT "appointments_wiped" CHECK ("appointments"."wiped_at" is null or ("appointments"."name" is null and "appointments"."email" is null and "appointments"."phone" is null and "appointments"."note" is null and "appointments"."cancel_reason" is null and "appointments"."token_hash" is null))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"request_hash" text NOT NULL,
	"appointment_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"neighbourhood" text NOT NULL,
	"address" text NOT NULL,
	"directions" text DEFAULT '' NOT NULL,
	"directions_en" text DEFAULT '' NOT NULL,
	"modalities" text[] NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "locations_id" CHECK ("locations"."id" ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
	CONSTRAINT "locations_modalities" CHECK ("locations"."modalities" <@ array['op-locatie', 'telefoon', 'video']::text[])
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"label_en" text NOT NULL,
	"hint" text DEFAULT '' NOT NULL,
	"hint_en" text DEFAULT '' NOT NULL,
	"bring" text DEFAULT '' NOT NULL,
	"bring_en" text DEFAULT '' NOT NULL,
	"duration_minutes" integer NOT NULL,
	"grid_minutes" integer DEFAULT 15 NOT NULL,
	"buffer_before_minutes" integer DEFAULT 0 NOT NULL,
	"buffer_after_minutes" integer DEFAULT 0 NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "topics_id" CHECK ("topics"."id" ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
	CONSTRAINT "topics_duration" CHECK ("topics"."duration_minutes" between 5 and 480),
	CONSTRAINT "topics_grid" CHECK ("topics"."grid_minutes" between 5 and 240 and 1440 % "topics"."grid_minutes" = 0),
	CONSTRAINT "topics_buffers" CHECK ("topics"."buffer_before_minutes" between 0 and 120 and "topics"."buffer_after_minutes" between 0 and 120)
);
--> statement-breakpoint
CREATE TABLE "roster_version" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	CONSTRAINT "roster_version_one_row" CHECK ("roster_version"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"values" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "settings_one_row" CHECK ("settings"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_staff_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "availability_exceptions" ADD CONSTRAINT "availability_exceptions_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "availability_exceptions" ADD CONSTRAINT "availability_exceptions_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_rules" ADD CONSTRAINT "weekly_rules_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "weekly_rules" ADD CONSTRAINT "weekly_rules_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment_events" ADD CONSTRAINT "appointment_events_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointment_events" ADD CONSTRAINT "appointment_events_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "availability_exceptions_casemanager" ON "availability_exceptions" USING btree ("casemanager_id");--> statement-breakpoint
CREATE INDEX "weekly_rules_casemanager" ON "weekly_rules" USING btree ("casemanager_id");--> statement-breakpoint
CREATE INDEX "appointment_events_appointment" ON "appointment_events" USING btree ("appointment_id");--> statement-breakpoint
CREATE INDEX "appointments_day" ON "appointments" USING btree ("casemanager_id","local_date");--> statement-breakpoint
CREATE INDEX "appointments_date" ON "appointments" USING btree ("local_date") WHERE "appointments"."status" in ('held', 'booked');--> statement-breakpoint
CREATE INDEX "appointments_email" ON "appointments" USING btree ("email") WHERE "appointments"."status" = 'booked';--> statement-breakpoint
CREATE INDEX "appointments_phone" ON "appointments" USING btree ("phone") WHERE "appointments"."status" = 'booked';--> statement-breakpoint
CREATE INDEX "appointments_expires" ON "appointments" USING btree ("expires_at") WHERE "appointments"."status" = 'held';--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");