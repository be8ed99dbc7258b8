ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
CREATE INDEX "appointments_expired" ON "appointments" USING btree ("expires_at") WHERE "appointments"."status" = 'expired';--> statement-breakpoint
CREATE INDEX "appointments_over" ON "appointments" USING brin ("ends_at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'closures-saved')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);