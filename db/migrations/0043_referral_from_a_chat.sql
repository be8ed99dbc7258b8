ALTER TYPE "public"."chat_message_kind" ADD VALUE 'proposal';--> statement-breakpoint
ALTER TYPE "public"."chat_message_kind" ADD VALUE 'proposal-answered';--> statement-breakpoint
CREATE TABLE "referral_proposals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid,
	"seq" integer NOT NULL,
	"organisation_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"topic_id" text NOT NULL,
	"told" text,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"referral_id" uuid,
	CONSTRAINT "referral_proposals_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "referral_proposals_referral_id_unique" UNIQUE("referral_id"),
	CONSTRAINT "referral_proposals_state" CHECK ("referral_proposals"."state" in ('proposed', 'agreed', 'refused', 'withdrawn', 'lapsed', 'ended')),
	CONSTRAINT "referral_proposals_told" CHECK (char_length("referral_proposals"."told") between 1 and 500),
	CONSTRAINT "referral_proposals_expiry" CHECK ("referral_proposals"."created_at" < "referral_proposals"."expires_at"),
	CONSTRAINT "referral_proposals_answered" CHECK (case when "referral_proposals"."state" = 'proposed' then "referral_proposals"."answered_at" is null else "referral_proposals"."answered_at" is not null and "referral_proposals"."told" is null end),
	CONSTRAINT "referral_proposals_referral" CHECK (("referral_proposals"."state" in ('agreed', 'ended')) = ("referral_proposals"."referral_id" is not null)),
	CONSTRAINT "referral_proposals_of" CHECK (num_nonnulls("referral_proposals"."conversation_id", "referral_proposals"."referral_id") > 0)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "taken_by" uuid;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "taken_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "contact" text;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "contact_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "referral_proposals" ADD CONSTRAINT "referral_proposals_conversation_id_chat_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."chat_conversations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_proposals" ADD CONSTRAINT "referral_proposals_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_proposals" ADD CONSTRAINT "referral_proposals_made_by_staff_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_proposals" ADD CONSTRAINT "referral_proposals_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_proposals" ADD CONSTRAINT "referral_proposals_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "referral_proposals_one" ON "referral_proposals" USING btree ("conversation_id") WHERE "referral_proposals"."state" = 'proposed';--> statement-breakpoint
CREATE INDEX "referral_proposals_conversation" ON "referral_proposals" USING btree ("conversation_id","created_at");--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_taken_by_staff_id_fk" FOREIGN KEY ("taken_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'screen-link-made', 'screen-link-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_contact" CHECK ("referrals"."contact" in ('made', 'failed'));--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_taken" CHECK (("referrals"."taken_by" is null) = ("referrals"."taken_at" is null) and ("referrals"."taken_at" is null or "referrals"."source" = 'chat'));--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_contact_noted" CHECK (("referrals"."contact" is null) = ("referrals"."contact_at" is null) and ("referrals"."contact" is null or "referrals"."taken_by" is not null));--> statement-breakpoint
-- What was proposed goes with the chat, and what was agreed to with the referral: until then its link ends it.
create function forget_proposals_of_conversation() returns trigger language plpgsql as $$
begin
  delete from referral_proposals p where p.conversation_id = old.id
    and not exists (select from referrals r where r.id = p.referral_id and r.wiped_at is null);
  return old;
end
$$;
--> statement-breakpoint
create trigger proposals_forgotten_with_it before delete on chat_conversations
  for each row execute function forget_proposals_of_conversation();
--> statement-breakpoint
create or replace function wipe_referral(wiped uuid, at timestamptz) returns void language sql as $$
  update referrals set
    first_name = null, first_name_folded = null, email = null, phone = null, contact_of = null, reach_by = null,
    reach_note = null, age_group = null, told = null, urgent = null, companion = null, interpreter = null,
    step_free = false, withdrawn_reason = null, key_hash = null, request_hash = null, from_name = null,
    from_organisation = null, from_email = null, from_phone = null, wiped_at = at
  where id = wiped and wiped_at is null;
  update referral_invitations set ended_at = at where referral_id = wiped and used_at is null and ended_at is null;
  delete from referral_changes where referral_id = wiped;
  delete from referral_messages where referral_id = wiped;
  delete from referral_proposals where referral_id = wiped and conversation_id is null;
$$;
