CREATE TABLE "undoable" (
	"history_id" bigint PRIMARY KEY NOT NULL,
	"appointment_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"before" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "undoable" ADD CONSTRAINT "undoable_history_id_history_id_fk" FOREIGN KEY ("history_id") REFERENCES "public"."history"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "undoable" ADD CONSTRAINT "undoable_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "undoable_appointment" ON "undoable" USING btree ("appointment_id");--> statement-breakpoint
CREATE INDEX "undoable_at" ON "undoable" USING btree ("at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'closures-saved')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);