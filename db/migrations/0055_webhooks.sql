CREATE TABLE "webhook_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_events_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" uuid NOT NULL,
	"event" text NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"data" jsonb NOT NULL,
	"due_from" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"tried_at" timestamp (3) with time zone,
	"status" integer,
	"answer" text,
	"delivered_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_events_event" CHECK ("webhook_events"."event" in ('appointment.booked', 'appointment.moved', 'appointment.cancelled', 'appointment.outcome', 'appointment.restored', 'referral.booked', 'referral.closed', 'referral.withdrawn', 'referral.taken', 'referral.contact-noted', 'figures.published', 'test')),
	CONSTRAINT "webhook_events_answer" CHECK (char_length("webhook_events"."answer") <= 200)
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"kinds" text[] NOT NULL,
	"oin" text,
	"secret" text NOT NULL,
	"former_secret" text,
	"former_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhooks_name" CHECK (char_length("webhooks"."name") between 1 and 80),
	CONSTRAINT "webhooks_url" CHECK ("webhooks"."url" ~ '^https?://' and char_length("webhooks"."url") <= 500),
	CONSTRAINT "webhooks_kinds" CHECK ("webhooks"."kinds" <@ array['appointment-booked', 'appointment-moved', 'appointment-cancelled', 'appointment-outcome', 'referral', 'figures']::text[]),
	CONSTRAINT "webhooks_some_kind" CHECK (cardinality("webhooks"."kinds") > 0),
	CONSTRAINT "webhooks_oin" CHECK ("webhooks"."oin" ~ '^[0-9]{20}$'),
	CONSTRAINT "webhooks_former" CHECK (("webhooks"."former_secret" is null) = ("webhooks"."former_until" is null))
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_events_due" ON "webhook_events" USING btree ("next_at") WHERE "webhook_events"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "webhook_events_of" ON "webhook_events" USING btree ("webhook_id","number");--> statement-breakpoint
CREATE INDEX "webhook_events_subject" ON "webhook_events" USING btree ("webhook_id","subject","number") WHERE "webhook_events"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "webhooks_organisation" ON "webhooks" USING btree ("organisation_id");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'screen-link-made', 'screen-link-ended', 'webhook-made', 'webhook-ended', 'webhook-secret-renewed', 'webhook-disabled', 'webhook-resumed', 'webhook-tested', 'webhook-redelivered')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back', 'messages-changed')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);
--> statement-breakpoint
-- What is written down of an afspraak or a referral is what systems hear. At the end of the transaction, so that what they hear is how
-- it stands then. Others than the gemeente hear of whom they brought, as long as the jongere lets them see that.
create function tell_webhooks() returns trigger language plpgsql as $$
begin
  insert into webhook_events (webhook_id, event, subject, at, due_from, data, next_at)
  select w.id, 'appointment.' || case new.what when 'undone' then 'restored' else new.what end, a.id, new.at, new.at,
    jsonb_build_object('appointment', a.id, 'status', a.status, 'start', a.starts_at, 'end', a.ends_at,
      'modality', a.modality, 'location', a.location_id, 'outcome', a.outcome), new.at
  from webhooks w join appointments a on a.id = new.appointment_id left join referrals r on r.id = a.referral_id
  where w.ended_at is null and a.status in ('booked', 'cancelled')
    and ('appointment-' || new.what = any(w.kinds)
      or (new.what = 'undone' and w.kinds && array['appointment-booked', 'appointment-moved', 'appointment-cancelled', 'appointment-outcome']))
    and (w.organisation_id = '00000000-0000-4000-8000-000000000001' or (w.organisation_id = r.organisation_id
      and r.sharing_ended_at is null and r.withdrawn_at is null and r.wiped_at is null))
  union all
  select w.id, 'referral.' || new.what, r.id, new.at, new.at,
    jsonb_build_object('referral', r.id, 'became', new.what, 'why', r.close_reason, 'contact', r.contact), new.at
  from webhooks w join referrals r on r.id = new.referral_id
  where w.ended_at is null and 'referral' = any(w.kinds)
    and (w.organisation_id = '00000000-0000-4000-8000-000000000001' or (w.organisation_id = r.organisation_id
      and r.sharing_ended_at is null and r.wiped_at is null));
  return null;
end $$;
--> statement-breakpoint
create constraint trigger history_tells_webhooks after insert on history deferrable initially deferred for each row
  when ((new.appointment_id is not null and new.what in ('booked', 'moved', 'cancelled', 'outcome', 'undone'))
    or (new.referral_id is not null and new.what in ('booked', 'closed', 'withdrawn', 'taken', 'contact-noted')))
  execute function tell_webhooks();
--> statement-breakpoint
-- Figures are of the gemeente.
create function tell_webhooks_of_figures() returns trigger language plpgsql as $$
begin
  insert into webhook_events (webhook_id, event, subject, at, due_from, data, next_at)
  select id, 'figures.published', to_char(new.month, 'YYYY-MM'), new.published_at, new.published_at,
    jsonb_build_object('month', to_char(new.month, 'YYYY-MM')), new.published_at
  from webhooks
  where ended_at is null and 'figures' = any(kinds) and organisation_id = '00000000-0000-4000-8000-000000000001';
  return null;
end $$;
--> statement-breakpoint
create trigger figures_tell_webhooks after insert on figure_months
  for each row execute function tell_webhooks_of_figures();
