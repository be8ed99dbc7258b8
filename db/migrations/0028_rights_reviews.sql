CREATE TABLE "rights_reviews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"quarter" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"signed_by" uuid NOT NULL,
	"alone" boolean NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "rights_reviews_quarter" CHECK ("rights_reviews"."quarter" ~ '^20[0-9]{2}-Q[1-4]$')
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "rights_reviews" ADD CONSTRAINT "rights_reviews_signed_by_staff_id_fk" FOREIGN KEY ("signed_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rights_reviews_signed" ON "rights_reviews" USING btree ("signed_at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);--> statement-breakpoint
-- What was signed stays as it was signed.
CREATE FUNCTION refuse_change_of_review() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'rights_reviews is append-only';
end
$$;
--> statement-breakpoint
CREATE TRIGGER rights_reviews_append_only BEFORE UPDATE ON rights_reviews
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_review();
