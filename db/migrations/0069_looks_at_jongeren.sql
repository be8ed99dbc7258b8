CREATE TABLE "traject_looks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"traject_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"due_on" date NOT NULL,
	"ask" text NOT NULL,
	"ask_who" text,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"planned_by" uuid,
	"outcome" text,
	"done_at" timestamp (3) with time zone,
	"done_by" uuid,
	"note" text,
	CONSTRAINT "traject_looks_reason" CHECK ("traject_looks"."reason" in ('nazorg', 'kwetsbaar')),
	CONSTRAINT "traject_looks_ask" CHECK ("traject_looks"."ask" in ('school', 'work', 'care', 'jongere', 'parents')),
	CONSTRAINT "traject_looks_outcome" CHECK ("traject_looks"."outcome" in ('placed', 'dropped-out', 'not-reached', 'not-needed', 'lapsed')),
	CONSTRAINT "traject_looks_done" CHECK (("traject_looks"."outcome" is null) = ("traject_looks"."done_at" is null)),
	CONSTRAINT "traject_looks_done_by" CHECK (case when "traject_looks"."outcome" is null then "traject_looks"."done_by" is null else "traject_looks"."outcome" = 'lapsed' or "traject_looks"."done_by" is not null end),
	CONSTRAINT "traject_looks_note" CHECK ("traject_looks"."note" is null or "traject_looks"."done_at" is not null),
	CONSTRAINT "traject_looks_not_needed" CHECK ("traject_looks"."outcome" <> 'not-needed' or "traject_looks"."note" is not null),
	CONSTRAINT "traject_looks_ask_who" CHECK (char_length("traject_looks"."ask_who") between 1 and 200),
	CONSTRAINT "traject_looks_note_length" CHECK (char_length("traject_looks"."note") between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "traject_looks" ADD CONSTRAINT "traject_looks_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_looks" ADD CONSTRAINT "traject_looks_planned_by_staff_id_fk" FOREIGN KEY ("planned_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_looks" ADD CONSTRAINT "traject_looks_done_by_staff_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "traject_looks_due" ON "traject_looks" USING btree ("due_on","id") WHERE "traject_looks"."done_at" is null;--> statement-breakpoint
CREATE INDEX "traject_looks_traject" ON "traject_looks" USING btree ("traject_id","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "traject_looks_once" ON "traject_looks" USING btree ("traject_id","due_on") WHERE "traject_looks"."done_at" is null;--> statement-breakpoint
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
          when "history"."traject_id" is not null then "history"."what" in ('opened', 'assigned', 'taken-over', 'state-changed', 'next-action-set', 'contact-tried', 'invited', 'invitation-withdrawn', 'answered', 'note-added', 'note-revised', 'note-sent', 'note-withheld', 'note-disclosed', 'linked', 'unlinked', 'handover-offered', 'handover-accepted', 'handover-refused', 'handover-withdrawn', 'handover-lapsed', 'handover-opened', 'handover-renewed', 'look-planned', 'look-done', 'closed', 'reopened', 'joined', 'parted')
          when "history"."list_id" is not null then "history"."what" in ('read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);