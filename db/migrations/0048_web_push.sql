CREATE TABLE "push_choices" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"level" text DEFAULT 'soon' NOT NULL,
	"offer_refused" boolean DEFAULT false NOT NULL,
	CONSTRAINT "push_choices_level" CHECK ("push_choices"."level" in ('none', 'soon', 'others', 'all'))
);
--> statement-breakpoint
CREATE TABLE "push_devices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"session_id" text,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"browser" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "push_devices_endpoint_unique" UNIQUE("endpoint"),
	CONSTRAINT "push_devices_endpoint" CHECK ("push_devices"."endpoint" ~ '^https?://' and char_length("push_devices"."endpoint") <= 1000),
	CONSTRAINT "push_devices_keys" CHECK (char_length("push_devices"."p256dh") = 87 and char_length("push_devices"."auth") = 22)
);
--> statement-breakpoint
CREATE TABLE "push_notices" (
	"device_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"day" date,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"done_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "push_notices_device_id_key_pk" PRIMARY KEY("device_id","key"),
	CONSTRAINT "push_notices_kind" CHECK ("push_notices"."kind" in ('chat-waits', 'question-waits', 'appointment-new', 'appointment-moved', 'appointment-cancelled')),
	CONSTRAINT "push_notices_outcome" CHECK ("push_notices"."outcome" in ('sent', 'failed', 'lapsed')),
	CONSTRAINT "push_notices_done" CHECK (("push_notices"."done_at" is null) = ("push_notices"."outcome" is null)),
	CONSTRAINT "push_notices_day" CHECK (("push_notices"."kind" like 'appointment-%') = ("push_notices"."day" is not null))
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "chat_presence" ADD COLUMN "watched_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "push_choices" ADD CONSTRAINT "push_choices_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_devices" ADD CONSTRAINT "push_devices_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_devices" ADD CONSTRAINT "push_devices_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "push_notices" ADD CONSTRAINT "push_notices_device_id_push_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."push_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "push_devices_staff" ON "push_devices" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "push_devices_session" ON "push_devices" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "push_notices_due" ON "push_notices" USING btree ("next_at") WHERE "push_notices"."done_at" is null;--> statement-breakpoint
CREATE INDEX "push_notices_made" ON "push_notices" USING btree ("made_at");--> statement-breakpoint
CREATE INDEX "history_at" ON "history" USING brin ("at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'screen-link-made', 'screen-link-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed') end
        else false end);