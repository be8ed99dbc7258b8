CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"channel" text NOT NULL,
	"receiver" text NOT NULL,
	"staff_id" uuid,
	"appointment_id" uuid,
	"version" bigint NOT NULL,
	"state" text DEFAULT 'created' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"told" jsonb,
	"sent_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"provider_id" text,
	"reason" text,
	CONSTRAINT "outbox_key_unique" UNIQUE("key"),
	CONSTRAINT "outbox_kind" CHECK ("outbox"."kind" in ('confirmed', 'moved', 'handed-over', 'link-renewed', 'cancelled', 'choose-again', 'not-come', 'reminder-day', 'reminder-hours', 'in-agenda', 'off-agenda')),
	CONSTRAINT "outbox_channel" CHECK ("outbox"."channel" in ('email', 'text')),
	CONSTRAINT "outbox_receiver" CHECK ("outbox"."receiver" in ('jongere', 'staff')),
	CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('created', 'sending', 'delivered', 'temporary-failure', 'permanent-failure', 'dropped')),
	CONSTRAINT "outbox_staff" CHECK (("outbox"."receiver" = 'staff') = ("outbox"."staff_id" is not null)),
	CONSTRAINT "outbox_about" CHECK (num_nonnulls("outbox"."appointment_id") = 1),
	CONSTRAINT "outbox_turn" CHECK (case when "outbox"."state" in ('created', 'temporary-failure') then "outbox"."next_at" is not null
        when "outbox"."state" = 'sending' then true else "outbox"."next_at" is null end),
	CONSTRAINT "outbox_settled" CHECK (("outbox"."settled_at" is not null) = ("outbox"."state" in ('delivered', 'permanent-failure', 'dropped'))),
	CONSTRAINT "outbox_reason" CHECK ("outbox"."reason" ~ '^[a-z0-9][a-z0-9.-]{0,60}$')
);
--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("next_at") WHERE "outbox"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "outbox_appointment" ON "outbox" USING btree ("appointment_id") WHERE "outbox"."appointment_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_provider" ON "outbox" USING btree ("provider_id") WHERE "outbox"."provider_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_failed" ON "outbox" USING btree ("settled_at") WHERE "outbox"."state" = 'permanent-failure';--> statement-breakpoint
CREATE INDEX "outbox_created" ON "outbox" USING brin ("created_at");