CREATE TABLE "typed_forms" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"session_id" text,
	"appointment_id" uuid,
	"path" text NOT NULL,
	"content" text NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "typed_forms_owner" CHECK ("typed_forms"."session_id" is not null or "typed_forms"."appointment_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "typed_forms" ADD CONSTRAINT "typed_forms_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "typed_forms_session" ON "typed_forms" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "typed_forms_appointment" ON "typed_forms" USING btree ("appointment_id");--> statement-breakpoint
CREATE INDEX "typed_forms_kept" ON "typed_forms" USING btree ("kept_at");--> statement-breakpoint
-- What was typed with a hold or behind a private link ends with it; what a casemanager typed about an afspraak stays
-- for their session, until the afspraak is wiped.
create function forget_typed_forms() returns trigger language plpgsql as $$
begin
  delete from typed_forms
  where appointment_id = new.id and (session_id is null or new.wiped_at is not null);
  return null;
end
$$;
--> statement-breakpoint
create trigger typed_forms_end after update of status, wiped_at on appointments
  for each row when (new.status is distinct from old.status or new.wiped_at is distinct from old.wiped_at)
  execute function forget_typed_forms();
