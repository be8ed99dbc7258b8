CREATE TABLE "jongere_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jongere_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"asked_on" date NOT NULL,
	"said" text,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid,
	"decision" text,
	"refusal" text,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	CONSTRAINT "jongere_requests_kind" CHECK ("jongere_requests"."kind" in ('objection', 'forget')),
	CONSTRAINT "jongere_requests_decision" CHECK ("jongere_requests"."decision" in ('upheld', 'refused')),
	CONSTRAINT "jongere_requests_decided" CHECK (num_nonnulls("jongere_requests"."decision", "jongere_requests"."decided_at", "jongere_requests"."decided_by") in (0, 3)),
	CONSTRAINT "jongere_requests_refusal" CHECK (("jongere_requests"."refusal" is not null) <= coalesce("jongere_requests"."decision" = 'refused', false)),
	CONSTRAINT "jongere_requests_said" CHECK (char_length("jongere_requests"."said") between 1 and 1000),
	CONSTRAINT "jongere_requests_refusal_length" CHECK (char_length("jongere_requests"."refusal") between 1 and 2000)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "jongeren" DROP CONSTRAINT "jongeren_wiped";--> statement-breakpoint
ALTER TABLE "trajecten" DROP CONSTRAINT "trajecten_next_action";--> statement-breakpoint
ALTER TABLE "jongeren" ADD COLUMN "sealed_bsn" text;--> statement-breakpoint
ALTER TABLE "traject_notes" ADD COLUMN "withheld" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "jongere_requests" ADD CONSTRAINT "jongere_requests_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_requests" ADD CONSTRAINT "jongere_requests_recorded_by_staff_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_requests" ADD CONSTRAINT "jongere_requests_decided_by_staff_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "jongere_requests_open" ON "jongere_requests" USING btree ("jongere_id","kind") WHERE "jongere_requests"."decided_at" is null;--> statement-breakpoint
CREATE INDEX "jongere_requests_jongere" ON "jongere_requests" USING btree ("jongere_id","recorded_at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id", "history"."jongere_id", "history"."melding_id", "history"."traject_id", "history"."list_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'message-tested', 'screen-link-made', 'screen-link-ended', 'webhook-made', 'webhook-ended', 'webhook-secret-renewed', 'webhook-disabled', 'webhook-resumed', 'webhook-tested', 'webhook-redelivered', 'year-plan-made', 'year-plan-saved', 'year-plan-removed', 'plan-step-saved', 'plan-step-moved', 'plan-step-removed', 'plan-step-done', 'plan-step-not-done')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back', 'messages-changed')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          when "history"."jongere_id" is not null then "history"."what" in ('added', 'changed', 'joined', 'parted', 'shown-to-jongere', 'objected', 'asked-to-forget', 'request-upheld', 'request-refused', 'bsn-removed', 'wiped')
          when "history"."melding_id" is not null then "history"."what" in ('reported', 'added-to', 'state-changed', 'closed', 'withdrawn', 'moved', 'wiped')
          when "history"."traject_id" is not null then "history"."what" in ('opened', 'assigned', 'taken-over', 'state-changed', 'next-action-set', 'contact-tried', 'invited', 'invitation-withdrawn', 'answered', 'note-added', 'note-revised', 'note-sent', 'note-withheld', 'note-disclosed', 'linked', 'unlinked', 'handover-offered', 'handover-accepted', 'handover-refused', 'handover-withdrawn', 'handover-lapsed', 'handover-opened', 'handover-renewed', 'closed', 'reopened', 'joined', 'parted')
          when "history"."list_id" is not null then "history"."what" in ('read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);--> statement-breakpoint
ALTER TABLE "jongeren" ADD CONSTRAINT "jongeren_wiped" CHECK ("jongeren"."wiped_at" is null or (not "jongeren"."secret_address" and num_nonnulls("jongeren"."first_name", "jongeren"."infix", "jongeren"."last_name", "jongeren"."name_folded", "jongeren"."birth_date", "jongeren"."address", "jongeren"."email", "jongeren"."phone", "jongeren"."reach_by", "jongeren"."reach_note", "jongeren"."interpreter", "jongeren"."sealed_bsn") = 0));--> statement-breakpoint
ALTER TABLE "trajecten" ADD CONSTRAINT "trajecten_next_action" CHECK ("trajecten"."next_action" in ('assign', 'call', 'message', 'letter', 'visit', 'invite', 'wait', 'talk', 'plan', 'check', 'look-again', 'hand-over', 'decide'));