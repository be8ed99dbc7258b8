CREATE TABLE "passkey_challenges" (
	"hash" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "passkey_challenges_purpose" CHECK ("passkey_challenges"."purpose" in ('register', 'sign-in'))
);
--> statement-breakpoint
CREATE TABLE "password_requests" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pending_sign_ins" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"hash" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_sheets" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"sealed_codes" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_factors" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"staff_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"sealed_secret" text,
	"last_step" integer,
	"credential_id" text,
	"public_key" text,
	"counter" bigint,
	"transports" text[],
	CONSTRAINT "sign_in_factors_credential_id_unique" UNIQUE("credential_id"),
	CONSTRAINT "sign_in_factors_kind" CHECK ("sign_in_factors"."kind" in ('passkey', 'totp')),
	CONSTRAINT "sign_in_factors_name" CHECK (char_length("sign_in_factors"."name") between 1 and 60),
	CONSTRAINT "sign_in_factors_parts" CHECK (case "sign_in_factors"."kind"
        when 'totp' then num_nonnulls("sign_in_factors"."sealed_secret", "sign_in_factors"."last_step") = 2
          and num_nonnulls("sign_in_factors"."credential_id", "sign_in_factors"."public_key", "sign_in_factors"."counter", "sign_in_factors"."transports") = 0
        else num_nonnulls("sign_in_factors"."credential_id", "sign_in_factors"."public_key", "sign_in_factors"."counter", "sign_in_factors"."transports") = 4
          and num_nonnulls("sign_in_factors"."sealed_secret", "sign_in_factors"."last_step") = 0 end)
);
--> statement-breakpoint
CREATE TABLE "trusted_devices" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"browser" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "password_requests" ADD CONSTRAINT "password_requests_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_sign_ins" ADD CONSTRAINT "pending_sign_ins_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_sheets" ADD CONSTRAINT "recovery_sheets_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_sheets" ADD CONSTRAINT "recovery_sheets_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_factors" ADD CONSTRAINT "sign_in_factors_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trusted_devices" ADD CONSTRAINT "trusted_devices_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_challenges_expiry" ON "passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "pending_sign_ins_staff" ON "pending_sign_ins" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "pending_sign_ins_expiry" ON "pending_sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "recovery_codes_staff" ON "recovery_codes" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "sign_in_factors_staff" ON "sign_in_factors" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "trusted_devices_staff" ON "trusted_devices" USING btree ("staff_id");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'closures-saved', 'logo-added')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);