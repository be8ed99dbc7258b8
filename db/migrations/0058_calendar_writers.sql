CREATE TABLE "calendar_entries" (
	"source_id" uuid NOT NULL,
	"appointment_id" uuid NOT NULL,
	"place" text,
	"sequence" integer,
	"version" text,
	"mark" text,
	CONSTRAINT "calendar_entries_pkey" PRIMARY KEY("source_id","appointment_id"),
	CONSTRAINT "calendar_entries_written" CHECK (("calendar_entries"."sequence" is null) = ("calendar_entries"."version" is null)),
	CONSTRAINT "calendar_entries_place" CHECK (char_length("calendar_entries"."place") <= 3000),
	CONSTRAINT "calendar_entries_mark" CHECK (char_length("calendar_entries"."mark") <= 300)
);
--> statement-breakpoint
CREATE TABLE "calendar_writers" (
	"source_id" uuid PRIMARY KEY NOT NULL,
	"is_on" boolean NOT NULL,
	"good_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	"look_at" timestamp (3) with time zone NOT NULL,
	"writing_until" timestamp (3) with time zone,
	"turn" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "calendar_writers_fault" CHECK ("calendar_writers"."fault" in ('no-address', 'private-address', 'not-https', 'redirects', 'unreachable', 'certificate', 'too-slow', 'too-large', 'gone', 'sign-in', 'trouble', 'web-page', 'no-calendar', 'cut-off', 'too-much', 'sealed', 'full', 'read-only')),
	CONSTRAINT "calendar_writers_failures" CHECK (("calendar_writers"."failures" = 0) = ("calendar_writers"."fault" is null))
);
--> statement-breakpoint
ALTER TABLE "calendar_sources" DROP CONSTRAINT "calendar_sources_kind";--> statement-breakpoint
ALTER TABLE "calendar_sources" DROP CONSTRAINT "calendar_sources_fault";--> statement-breakpoint
ALTER TABLE "calendar_entries" ADD CONSTRAINT "calendar_entries_source_id_calendar_writers_source_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."calendar_writers"("source_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_writers" ADD CONSTRAINT "calendar_writers_source_id_calendar_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."calendar_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_writers_next" ON "calendar_writers" USING btree ("next_at");--> statement-breakpoint
ALTER TABLE "calendar_sources" ADD CONSTRAINT "calendar_sources_kind" CHECK ("calendar_sources"."kind" in ('link', 'caldav'));--> statement-breakpoint
ALTER TABLE "calendar_sources" ADD CONSTRAINT "calendar_sources_fault" CHECK ("calendar_sources"."fault" in ('no-address', 'private-address', 'not-https', 'redirects', 'unreachable', 'certificate', 'too-slow', 'too-large', 'gone', 'sign-in', 'trouble', 'web-page', 'no-calendar', 'cut-off', 'too-much', 'sealed', 'full', 'read-only'));