-- What happened to afspraken becomes the one history of all that is changed. The table keeps its rows and its name goes
-- to a view, through which a process of the version before this one goes on reading and writing.
ALTER TABLE "appointment_events" RENAME TO "history";--> statement-breakpoint
ALTER SEQUENCE "appointment_events_id_seq" RENAME TO "history_id_seq";--> statement-breakpoint
ALTER INDEX "appointment_events_pkey" RENAME TO "history_pkey";--> statement-breakpoint
ALTER INDEX "appointment_events_appointment" RENAME TO "history_appointment";--> statement-breakpoint
ALTER TABLE "history" RENAME CONSTRAINT "appointment_events_actor" TO "history_actor";--> statement-breakpoint
ALTER TABLE "history" RENAME CONSTRAINT "appointment_events_appointment_id_appointments_id_fk" TO "history_appointment_id_appointments_id_fk";--> statement-breakpoint
ALTER TABLE "history" RENAME CONSTRAINT "appointment_events_staff_id_staff_id_fk" TO "history_staff_id_staff_id_fk";--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "appointment_events_kind";--> statement-breakpoint
ALTER TABLE "history" RENAME COLUMN "kind" TO "what";--> statement-breakpoint
ALTER TABLE "history" ALTER COLUMN "appointment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "conversation_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "casemanager_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_conversation_id_chat_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."chat_conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_conversation" ON "history" USING btree ("conversation_id") WHERE "history"."conversation_id" is not null;--> statement-breakpoint
CREATE INDEX "history_casemanager" ON "history" USING btree ("casemanager_id") WHERE "history"."casemanager_id" is not null;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_staff" CHECK (("actor" = 'staff') = ("staff_id" is not null));--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("appointment_id", "conversation_id", "casemanager_id")
        when 0 then "what" in ('settings-saved', 'locations-saved', 'topics-saved', 'closures-saved')
        when 1 then case
          when "appointment_id" is not null then "what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed')
          when "conversation_id" is not null then "what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "what" in ('account-saved', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);--> statement-breakpoint
CREATE VIEW appointment_events AS
  SELECT id, appointment_id, at, what AS kind, actor, staff_id, details FROM history
  WHERE appointment_id IS NOT NULL AND what IN
    ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed');--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'history is append-only';
end
$$;
