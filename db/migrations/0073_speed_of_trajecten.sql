DROP INDEX "trajecten_owner";--> statement-breakpoint
ALTER TABLE "traject_links" ADD COLUMN "to_follow" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "list_rows_kept" ON "list_rows" USING btree ("list_id") WHERE "list_rows"."cells" is not null;--> statement-breakpoint
CREATE INDEX "referrals_phone" ON "referrals" USING btree ("phone") WHERE "referrals"."phone" is not null;--> statement-breakpoint
CREATE INDEX "referrals_email" ON "referrals" USING btree ("email") WHERE "referrals"."email" is not null;--> statement-breakpoint
CREATE INDEX "traject_links_to_follow" ON "traject_links" USING btree ("id") WHERE "traject_links"."to_follow" and "traject_links"."appointment_id" is not null;--> statement-breakpoint
CREATE INDEX "trajecten_owner" ON "trajecten" USING btree ("owner_id","next_on","id","assigned_at") WHERE "trajecten"."closed_at" is null and "trajecten"."joined_into_id" is null;--> statement-breakpoint
-- Afspraken know nothing of trajecten: whoever changes one, its traject follows it later.
create function appointment_to_follow() returns trigger language plpgsql as $$
begin
  update traject_links set to_follow = true where appointment_id = new.id;
  return null;
end
$$;
--> statement-breakpoint
create trigger appointment_followed after update of status, outcome, local_date on appointments
  for each row when ((old.status, old.outcome, old.local_date) is distinct from (new.status, new.outcome, new.local_date))
  execute function appointment_to_follow();
