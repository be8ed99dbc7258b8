CREATE TABLE "sso_links" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_links_subject" UNIQUE("issuer","subject")
);
--> statement-breakpoint
CREATE TABLE "sso_requests" (
	"state_hash" text PRIMARY KEY NOT NULL,
	"browser_hash" text NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"return_to" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sso_sessions" (
	"session_id" text PRIMARY KEY NOT NULL,
	"provider_session" text,
	"id_token" text NOT NULL,
	"refresh_token" text,
	"checked_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "keeps_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sso_links" ADD CONSTRAINT "sso_links_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_sessions" ADD CONSTRAINT "sso_sessions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sso_requests_expiry" ON "sso_requests" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "sso_sessions_provider_session" ON "sso_sessions" USING btree ("provider_session");--> statement-breakpoint
CREATE INDEX "sso_sessions_checked" ON "sso_sessions" USING btree ("checked_at");--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed') end
        else false end);
--> statement-breakpoint
-- Who signs in at the provider has no password beside it, whatever a verb forgets: its second factor would be for nothing.
create function refuse_password_beside_sso() returns trigger language plpgsql as $$
declare
  who uuid := case tg_table_name when 'staff' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'staff_id' end;
begin
  if exists (
    select from staff join sso_links on sso_links.staff_id = staff.id
    where staff.id = who and not staff.keeps_password and (
      staff.password_hash is not null
      or exists (select from password_links where password_links.staff_id = staff.id)
    )
  ) then
    raise exception 'a person who signs in at the provider has no password' using errcode = 'check_violation', constraint = 'sso_without_password';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger staff_sso_without_password after insert or update of password_hash, keeps_password on staff
  for each row execute function refuse_password_beside_sso();
--> statement-breakpoint
create trigger sso_links_without_password after insert or update on sso_links
  for each row execute function refuse_password_beside_sso();
--> statement-breakpoint
create trigger password_links_beside_sso after insert or update on password_links
  for each row execute function refuse_password_beside_sso();
