CREATE TABLE "year_plan_marks" (
	"step_id" uuid NOT NULL,
	"for_schools" boolean NOT NULL,
	"organisation_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	CONSTRAINT "year_plan_marks_once" UNIQUE NULLS NOT DISTINCT("step_id","organisation_id"),
	CONSTRAINT "year_plan_marks_school" CHECK ("year_plan_marks"."for_schools" = ("year_plan_marks"."organisation_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "year_plan_schools" (
	"plan_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"sector" text NOT NULL,
	CONSTRAINT "year_plan_schools_school" PRIMARY KEY("plan_id","organisation_id"),
	CONSTRAINT "year_plan_schools_sector" CHECK ("year_plan_schools"."sector" in ('vo', 'mbo', 'both', 'none'))
);
--> statement-breakpoint
CREATE TABLE "year_plan_steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"plan_id" uuid NOT NULL,
	"title" text NOT NULL,
	"note" text,
	"doer" text NOT NULL,
	"team_id" uuid,
	"for_schools" boolean NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"meant_from" date NOT NULL,
	"meant_until" date NOT NULL,
	"melding_kind" text,
	"list_kind" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "year_plan_steps_for_schools" UNIQUE("id","for_schools"),
	CONSTRAINT "year_plan_steps_title" CHECK (char_length("year_plan_steps"."title") between 1 and 120),
	CONSTRAINT "year_plan_steps_note" CHECK (char_length("year_plan_steps"."note") between 1 and 500),
	CONSTRAINT "year_plan_steps_doer" CHECK ("year_plan_steps"."doer" in ('schools', 'vo-schools', 'mbo-schools', 'doorstroompunt', 'leerplicht', 'team')),
	CONSTRAINT "year_plan_steps_team" CHECK (("year_plan_steps"."doer" = 'team') = ("year_plan_steps"."team_id" is not null)),
	CONSTRAINT "year_plan_steps_schools" CHECK ("year_plan_steps"."for_schools" = ("year_plan_steps"."doer" in ('schools', 'vo-schools', 'mbo-schools'))),
	CONSTRAINT "year_plan_steps_done_by" CHECK ("year_plan_steps"."for_schools" or num_nonnulls("year_plan_steps"."melding_kind", "year_plan_steps"."list_kind") = 0),
	CONSTRAINT "year_plan_steps_melding" CHECK ("year_plan_steps"."melding_kind" in ('v3', 'v4', 'rmc', 'lrv', 'luxe', 'overig', 'uit', 'abs', 'overstap', 'no-show', 'kwetsbaar', 'zelf')),
	CONSTRAINT "year_plan_steps_list" CHECK ("year_plan_steps"."list_kind" in ('vmbo-geslaagd', 'verwacht-mbo', 'no-show', 'uitgeschreven', 'ingeschreven')),
	CONSTRAINT "year_plan_steps_dates" CHECK ("year_plan_steps"."until_on" - "year_plan_steps"."from_on" between 0 and 366 and "year_plan_steps"."meant_until" - "year_plan_steps"."meant_from" between 0 and 366)
);
--> statement-breakpoint
CREATE TABLE "year_plans" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"school_year" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "year_plans_name" UNIQUE("organisation_id","school_year","name"),
	CONSTRAINT "year_plans_name_length" CHECK (char_length("year_plans"."name") between 1 and 80),
	CONSTRAINT "year_plans_school_year" CHECK ("year_plans"."school_year" between 2000 and 2200)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_about";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "plan_step_id" uuid;--> statement-breakpoint
ALTER TABLE "year_plan_marks" ADD CONSTRAINT "year_plan_marks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_marks" ADD CONSTRAINT "year_plan_marks_by_staff_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_marks" ADD CONSTRAINT "year_plan_marks_step" FOREIGN KEY ("step_id","for_schools") REFERENCES "public"."year_plan_steps"("id","for_schools") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_schools" ADD CONSTRAINT "year_plan_schools_plan_id_year_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."year_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_schools" ADD CONSTRAINT "year_plan_schools_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_steps" ADD CONSTRAINT "year_plan_steps_plan_id_year_plans_id_fk" FOREIGN KEY ("plan_id") REFERENCES "public"."year_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plan_steps" ADD CONSTRAINT "year_plan_steps_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plans" ADD CONSTRAINT "year_plans_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "year_plans" ADD CONSTRAINT "year_plans_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "year_plan_steps_plan" ON "year_plan_steps" USING btree ("plan_id","from_on");--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_plan_step_id_year_plan_steps_id_fk" FOREIGN KEY ("plan_step_id") REFERENCES "public"."year_plan_steps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_plan_step" ON "outbox" USING btree ("plan_step_id") WHERE "outbox"."plan_step_id" is not null;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id", "history"."jongere_id", "history"."melding_id", "history"."traject_id", "history"."list_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'message-tested', 'screen-link-made', 'screen-link-ended', 'webhook-made', 'webhook-ended', 'webhook-secret-renewed', 'webhook-disabled', 'webhook-resumed', 'webhook-tested', 'webhook-redelivered', 'year-plan-made', 'year-plan-saved', 'year-plan-removed', 'plan-step-saved', 'plan-step-moved', 'plan-step-removed', 'plan-step-done', 'plan-step-not-done')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back', 'messages-changed')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          when "history"."jongere_id" is not null then "history"."what" in ('added', 'changed', 'joined', 'parted', 'shown-to-jongere', 'objected', 'wiped')
          when "history"."melding_id" is not null then "history"."what" in ('reported', 'added-to', 'state-changed', 'closed', 'withdrawn', 'moved')
          when "history"."traject_id" is not null then "history"."what" in ('opened', 'assigned', 'taken-over', 'state-changed', 'next-action-set', 'contact-tried', 'invited', 'answered', 'note-added', 'note-revised', 'note-sent', 'linked', 'unlinked', 'handover-offered', 'handover-accepted', 'handover-refused', 'handover-withdrawn', 'handover-lapsed', 'handover-opened', 'handover-renewed', 'closed', 'reopened', 'joined', 'parted')
          when "history"."list_id" is not null then "history"."what" in ('read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind" CHECK ("outbox"."kind" in ('confirmed', 'moved', 'handed-over', 'link-renewed', 'cancelled', 'choose-again', 'not-come', 'reminder-day', 'reminder-hours', 'in-agenda', 'off-agenda', 'waiting-joined', 'waiting-offer', 'referral-link', 'referral-reminder', 'referral-news', 'referral-question', 'referral-waits', 'question-answered', 'question-waits', 'account-invitation', 'password-link', 'password-changed', 'webhook-disabled', 'handover-link', 'plan-coming', 'plan-late'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_about" CHECK (num_nonnulls("outbox"."appointment_id", "outbox"."waiting_id", "outbox"."referral_id", "outbox"."conversation_id", "outbox"."account_id", "outbox"."webhook_id", "outbox"."handover_id", "outbox"."plan_step_id") = 1);