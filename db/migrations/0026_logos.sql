CREATE TABLE "logos" (
	"hash" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"content" "bytea" NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"chosen" boolean DEFAULT false NOT NULL,
	CONSTRAINT "logos_hash" CHECK ("logos"."hash" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "logos_type" CHECK ("logos"."type" in ('svg', 'png')),
	CONSTRAINT "logos_size" CHECK (octet_length("logos"."content") between 1 and 204800),
	CONSTRAINT "logos_measures" CHECK ("logos"."width" between 1 and 10000 and "logos"."height" between 1 and 10000)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'closures-saved', 'logo-added')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sessions-ended', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);