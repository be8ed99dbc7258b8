ALTER TABLE "appointments" DROP CONSTRAINT "appointments_wiped";--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "companion" text;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "interpreter" text;--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "step_free" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_companion" CHECK ("appointments"."companion" in ('jongerenwerker', 'somebody'));--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_interpreter" CHECK (char_length("appointments"."interpreter") between 1 and 40);--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_wiped" CHECK ("appointments"."wiped_at" is null or (not "appointments"."step_free" and num_nonnulls("appointments"."name", "appointments"."email", "appointments"."phone", "appointments"."age_group", "appointments"."reach_by", "appointments"."note", "appointments"."companion", "appointments"."interpreter", "appointments"."referral", "appointments"."cancel_reason", "appointments"."message_to_jongere", "appointments"."reference", "appointments"."token_hash", "appointments"."hold_token_hash") = 0));--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);--> statement-breakpoint
-- A process of the release before this one forgets who an afspraak was for without knowing of these columns.
create function forget_needs() returns trigger language plpgsql as $$
begin
  new.companion := null;
  new.interpreter := null;
  new.step_free := false;
  return new;
end
$$;
--> statement-breakpoint
create trigger appointments_forget_needs before update of name on appointments
  for each row when (old.name is not null and new.name is null)
  execute function forget_needs();
