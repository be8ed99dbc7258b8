CREATE TABLE "jongere_corrections" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jongere_corrections_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"jongere_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	CONSTRAINT "jongere_corrections_field" CHECK ("jongere_corrections"."field" in ('first-name', 'infix', 'last-name', 'birth-date', 'residence', 'secret-address', 'address', 'phone', 'email', 'reach-by', 'reach-note', 'language', 'interpreter', 'parents', 'school', 'bsn')),
	CONSTRAINT "jongere_corrections_not_twice" CHECK ("jongere_corrections"."field" not in ('parents', 'bsn') or num_nonnulls("jongere_corrections"."before", "jongere_corrections"."after") = 0),
	CONSTRAINT "jongere_corrections_length" CHECK (char_length("jongere_corrections"."before") <= 400 and char_length("jongere_corrections"."after") <= 400)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "jongere_requests" DROP CONSTRAINT "jongere_requests_kind";--> statement-breakpoint
ALTER TABLE "jongere_corrections" ADD CONSTRAINT "jongere_corrections_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_corrections" ADD CONSTRAINT "jongere_corrections_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jongere_corrections_jongere" ON "jongere_corrections" USING btree ("jongere_id","at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id", "history"."jongere_id", "history"."melding_id", "history"."traject_id", "history"."list_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'message-tested', 'screen-link-made', 'screen-link-ended', 'webhook-made', 'webhook-ended', 'webhook-secret-renewed', 'webhook-disabled', 'webhook-resumed', 'webhook-tested', 'webhook-redelivered', 'year-plan-made', 'year-plan-saved', 'year-plan-removed', 'plan-step-saved', 'plan-step-moved', 'plan-step-removed', 'plan-step-done', 'plan-step-not-done')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back', 'messages-changed')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          when "history"."jongere_id" is not null then "history"."what" in ('added', 'changed', 'joined', 'parted', 'shown-to-jongere', 'objected', 'asked-to-forget', 'asked-to-correct', 'corrected', 'bsn-added', 'request-upheld', 'request-refused', 'bsn-removed', 'wiped')
          when "history"."melding_id" is not null then "history"."what" in ('reported', 'added-to', 'state-changed', 'closed', 'withdrawn', 'moved', 'wiped')
          when "history"."traject_id" is not null then "history"."what" in ('opened', 'assigned', 'taken-over', 'state-changed', 'next-action-set', 'contact-tried', 'invited', 'invitation-withdrawn', 'answered', 'note-added', 'note-revised', 'note-sent', 'note-withheld', 'note-disclosed', 'linked', 'unlinked', 'handover-offered', 'handover-accepted', 'handover-refused', 'handover-withdrawn', 'handover-lapsed', 'handover-opened', 'handover-renewed', 'look-planned', 'look-done', 'closed', 'reopened', 'joined', 'parted')
          when "history"."list_id" is not null then "history"."what" in ('read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);--> statement-breakpoint
ALTER TABLE "jongere_requests" ADD CONSTRAINT "jongere_requests_kind" CHECK ("jongere_requests"."kind" in ('objection', 'forget', 'correction'));