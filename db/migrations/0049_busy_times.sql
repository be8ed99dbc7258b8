CREATE TABLE "busy_times" (
	"source_id" uuid NOT NULL,
	"casemanager_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	CONSTRAINT "busy_times_pkey" PRIMARY KEY("source_id","during"),
	CONSTRAINT "busy_times_bounded" CHECK (not isempty("busy_times"."during") and not lower_inf("busy_times"."during") and not upper_inf("busy_times"."during"))
);
--> statement-breakpoint
CREATE TABLE "calendar_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"casemanager_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text,
	"host" text NOT NULL,
	"sealed" text NOT NULL,
	"link_hash" text NOT NULL,
	"counts_tentative" boolean NOT NULL,
	"counts_all_day" boolean NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"mark" text,
	"read_until" timestamp (3) with time zone,
	"good_at" timestamp (3) with time zone,
	"tried_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone NOT NULL,
	"reading_until" timestamp (3) with time zone,
	"turn" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"left_out" integer DEFAULT 0 NOT NULL,
	"unknown_zones" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "calendar_sources_link" UNIQUE("casemanager_id","link_hash"),
	CONSTRAINT "calendar_sources_owner" UNIQUE("id","casemanager_id"),
	CONSTRAINT "calendar_sources_kind" CHECK ("calendar_sources"."kind" in ('link')),
	CONSTRAINT "calendar_sources_fault" CHECK ("calendar_sources"."fault" in ('no-address', 'private-address', 'not-https', 'redirects', 'unreachable', 'certificate', 'too-slow', 'too-large', 'gone', 'sign-in', 'trouble', 'web-page', 'no-calendar', 'cut-off', 'too-much', 'sealed')),
	CONSTRAINT "calendar_sources_name" CHECK (char_length("calendar_sources"."name") between 1 and 40),
	CONSTRAINT "calendar_sources_host" CHECK (char_length("calendar_sources"."host") between 1 and 253),
	CONSTRAINT "calendar_sources_mark" CHECK (char_length("calendar_sources"."mark") <= 1000),
	CONSTRAINT "calendar_sources_failures" CHECK (("calendar_sources"."failures" = 0) = ("calendar_sources"."fault" is null))
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "busy_times" ADD CONSTRAINT "busy_times_source" FOREIGN KEY ("source_id","casemanager_id") REFERENCES "public"."calendar_sources"("id","casemanager_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_sources" ADD CONSTRAINT "calendar_sources_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "busy_times_during" ON "busy_times" USING gist ("casemanager_id","during");--> statement-breakpoint
CREATE INDEX "calendar_sources_next" ON "calendar_sources" USING btree ("next_at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'screen-link-made', 'screen-link-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);