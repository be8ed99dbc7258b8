CREATE TABLE "organisation_keys" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "organisation_keys_key_hash_unique" UNIQUE("key_hash"),
	CONSTRAINT "organisation_keys_name" CHECK (char_length("organisation_keys"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "referral_changes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"referral_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"staff_id" uuid,
	"reason" text,
	"before" jsonb NOT NULL,
	CONSTRAINT "referral_changes_by" CHECK ("referral_changes"."by" in ('jongere', 'staff', 'system')),
	CONSTRAINT "referral_changes_staff" CHECK (("referral_changes"."by" = 'staff') = ("referral_changes"."staff_id" is not null)),
	CONSTRAINT "referral_changes_reason" CHECK (("referral_changes"."by" = 'staff') <= ("referral_changes"."reason" is not null)),
	CONSTRAINT "referral_changes_reason_length" CHECK (char_length("referral_changes"."reason") between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "referral_invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"referral_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	CONSTRAINT "referral_invitations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "referral_invitations_expiry" CHECK ("referral_invitations"."created_at" < "referral_invitations"."expires_at"),
	CONSTRAINT "referral_invitations_over" CHECK (num_nonnulls("referral_invitations"."used_at", "referral_invitations"."ended_at") < 2)
);
--> statement-breakpoint
CREATE TABLE "referral_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"referral_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"author" text NOT NULL,
	"staff_id" uuid NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "referral_messages_author" CHECK ("referral_messages"."author" in ('casemanager', 'referrer')),
	CONSTRAINT "referral_messages_body" CHECK (char_length("referral_messages"."body") between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "referral_shortages" (
	"day" date NOT NULL,
	"topic_id" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"urgent_times" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "referral_shortages_pkey" PRIMARY KEY("day","topic_id"),
	CONSTRAINT "referral_shortages_times" CHECK ("referral_shortages"."times" > 0 and "referral_shortages"."urgent_times" between 0 and "referral_shortages"."times")
);
--> statement-breakpoint
CREATE TABLE "referrals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"organisation_id" uuid,
	"made_by" uuid,
	"from_name" text,
	"from_organisation" text,
	"from_email" text,
	"from_phone" text,
	"key_hash" text,
	"request_hash" text,
	"first_name" text,
	"first_name_folded" text,
	"email" text,
	"phone" text,
	"contact_of" text,
	"reach_by" text,
	"reach_note" text,
	"age_group" text,
	"language" text NOT NULL,
	"topic_id" text NOT NULL,
	"told" text,
	"urgent" text,
	"companion" text,
	"interpreter" text,
	"step_free" boolean DEFAULT false NOT NULL,
	"consent_text" text NOT NULL,
	"consent_version" text NOT NULL,
	"consent_language" text NOT NULL,
	"consented_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_reason" text,
	"sharing_ended_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"close_reason" text,
	"wiped_at" timestamp (3) with time zone,
	CONSTRAINT "referrals_source" CHECK ("referrals"."source" in ('together', 'invitation', 'form', 'api', 'chat')),
	CONSTRAINT "referrals_contact_of" CHECK ("referrals"."contact_of" in ('jongere', 'jongerenwerker')),
	CONSTRAINT "referrals_reach_by" CHECK ("referrals"."reach_by" in ('email', 'bellen', 'bericht')),
	CONSTRAINT "referrals_age_group" CHECK ("referrals"."age_group" in ('tot-18', '18-22', '23-26')),
	CONSTRAINT "referrals_language" CHECK ("referrals"."language" in ('nl', 'en')),
	CONSTRAINT "referrals_companion" CHECK ("referrals"."companion" in ('jongerenwerker', 'somebody')),
	CONSTRAINT "referrals_consent_language" CHECK ("referrals"."consent_language" in ('nl', 'en')),
	CONSTRAINT "referrals_close_reason" CHECK ("referrals"."close_reason" in ('helped', 'not-reached', 'elsewhere', 'double', 'detached')),
	CONSTRAINT "referrals_of" CHECK (("referrals"."source" = 'form') = ("referrals"."organisation_id" is null)),
	CONSTRAINT "referrals_made_by" CHECK (("referrals"."source" in ('together', 'invitation', 'chat')) = ("referrals"."made_by" is not null)),
	CONSTRAINT "referrals_from" CHECK (case when "referrals"."source" = 'form' and "referrals"."wiped_at" is null
        then "referrals"."from_name" is not null and "referrals"."from_organisation" is not null and num_nonnulls("referrals"."from_email", "referrals"."from_phone") > 0
        else num_nonnulls("referrals"."from_name", "referrals"."from_organisation", "referrals"."from_email", "referrals"."from_phone") = 0 end),
	CONSTRAINT "referrals_request" CHECK (("referrals"."key_hash" is null) = ("referrals"."request_hash" is null)),
	CONSTRAINT "referrals_person" CHECK ("referrals"."wiped_at" is not null or (num_nonnulls("referrals"."first_name", "referrals"."first_name_folded", "referrals"."contact_of", "referrals"."age_group") = 4 and num_nonnulls("referrals"."email", "referrals"."phone") > 0)),
	CONSTRAINT "referrals_first_name" CHECK (char_length("referrals"."first_name") between 1 and 80),
	CONSTRAINT "referrals_reach_note" CHECK (char_length("referrals"."reach_note") between 1 and 200),
	CONSTRAINT "referrals_told" CHECK (char_length("referrals"."told") between 1 and 500),
	CONSTRAINT "referrals_urgent" CHECK (char_length("referrals"."urgent") between 1 and 300),
	CONSTRAINT "referrals_interpreter" CHECK (char_length("referrals"."interpreter") between 1 and 40),
	CONSTRAINT "referrals_consent" CHECK (char_length("referrals"."consent_text") between 1 and 1000),
	CONSTRAINT "referrals_withdrawn" CHECK ("referrals"."withdrawn_at" is not null or "referrals"."withdrawn_reason" is null),
	CONSTRAINT "referrals_withdrawn_reason" CHECK (char_length("referrals"."withdrawn_reason") between 1 and 500),
	CONSTRAINT "referrals_closed" CHECK (("referrals"."closed_at" is null) = ("referrals"."close_reason" is null)),
	CONSTRAINT "referrals_from_length" CHECK (char_length("referrals"."from_name") <= 80 and char_length("referrals"."from_organisation") <= 100),
	CONSTRAINT "referrals_wiped" CHECK ("referrals"."wiped_at" is null or (not "referrals"."step_free" and num_nonnulls("referrals"."first_name", "referrals"."first_name_folded", "referrals"."email", "referrals"."phone", "referrals"."contact_of", "referrals"."reach_by", "referrals"."reach_note", "referrals"."age_group", "referrals"."told", "referrals"."urgent", "referrals"."companion", "referrals"."interpreter", "referrals"."withdrawn_reason", "referrals"."key_hash") = 0))
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "referral_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "referral_id" uuid;--> statement-breakpoint
ALTER TABLE "organisation_keys" ADD CONSTRAINT "organisation_keys_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_keys" ADD CONSTRAINT "organisation_keys_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_changes" ADD CONSTRAINT "referral_changes_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_changes" ADD CONSTRAINT "referral_changes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_invitations" ADD CONSTRAINT "referral_invitations_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_messages" ADD CONSTRAINT "referral_messages_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_messages" ADD CONSTRAINT "referral_messages_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_shortages" ADD CONSTRAINT "referral_shortages_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_made_by_staff_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organisation_keys_organisation" ON "organisation_keys" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "referral_changes_referral" ON "referral_changes" USING btree ("referral_id");--> statement-breakpoint
CREATE UNIQUE INDEX "referral_invitations_one" ON "referral_invitations" USING btree ("referral_id") WHERE "referral_invitations"."used_at" is null and "referral_invitations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "referral_invitations_referral" ON "referral_invitations" USING btree ("referral_id","created_at");--> statement-breakpoint
CREATE INDEX "referral_messages_referral" ON "referral_messages" USING btree ("referral_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "referrals_key" ON "referrals" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "referrals_organisation" ON "referrals" USING btree ("organisation_id","created_at");--> statement-breakpoint
CREATE INDEX "referrals_alike" ON "referrals" USING btree ("organisation_id","first_name_folded");--> statement-breakpoint
CREATE INDEX "referrals_kept" ON "referrals" USING btree ("created_at") WHERE "referrals"."wiped_at" is null;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appointments_referral" ON "appointments" USING btree ("referral_id") WHERE "appointments"."referral_id" is not null;--> statement-breakpoint
CREATE INDEX "history_referral" ON "history" USING btree ("referral_id") WHERE "history"."referral_id" is not null;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);--> statement-breakpoint
-- Forgets who a referral was about, with all that was said of it. What stays is that there was one, and what became of it.
create function wipe_referral(wiped uuid, at timestamptz) returns void language sql as $$
  update referrals set
    first_name = null, first_name_folded = null, email = null, phone = null, contact_of = null, reach_by = null,
    reach_note = null, age_group = null, told = null, urgent = null, companion = null, interpreter = null,
    step_free = false, withdrawn_reason = null, key_hash = null, request_hash = null, from_name = null,
    from_organisation = null, from_email = null, from_phone = null, wiped_at = at
  where id = wiped and wiped_at is null;
  update referral_invitations set ended_at = at where referral_id = wiped and used_at is null and ended_at is null;
  delete from referral_changes where referral_id = wiped;
  delete from referral_messages where referral_id = wiped;
$$;
--> statement-breakpoint
-- A referral is forgotten together with the last of its afspraken, whoever forgets that: the jongere, the hourly job, or a
-- process of the release before this one, which knows no referrals.
create function wipe_referral_of_appointment() returns trigger language plpgsql as $$
begin
  if not exists (
    select from appointments where referral_id = new.referral_id and wiped_at is null and id <> new.id
  ) then
    perform wipe_referral(new.referral_id, new.wiped_at);
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger referral_wiped_with_it after update of wiped_at on appointments
  for each row when (new.referral_id is not null and old.wiped_at is null and new.wiped_at is not null)
  execute function wipe_referral_of_appointment();
