ALTER TABLE "list_rows" DROP CONSTRAINT "list_rows_state";--> statement-breakpoint
ALTER TABLE "list_rows" ADD COLUMN "identity" text;--> statement-breakpoint
ALTER TABLE "list_rows" ADD COLUMN "decision" jsonb;--> statement-breakpoint
ALTER TABLE "lists" ADD COLUMN "organisation_id" uuid;--> statement-breakpoint
UPDATE "lists" SET "organisation_id" = (SELECT "organisation_id" FROM "staff" WHERE "staff"."id" = "lists"."read_by");--> statement-breakpoint
ALTER TABLE "lists" ALTER COLUMN "organisation_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "list_rows_state" ON "list_rows" USING btree ("list_id","state","number");--> statement-breakpoint
CREATE INDEX "list_rows_identity" ON "list_rows" USING btree ("identity") WHERE "list_rows"."jongere_id" is not null;--> statement-breakpoint
CREATE INDEX "lists_organisation" ON "lists" USING btree ("organisation_id","read_at");--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_forgotten" CHECK ("list_rows"."cells" is not null or num_nonnulls("list_rows"."identity", "list_rows"."explanation_note") = 0);--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_state" CHECK ("list_rows"."state" in ('unread', 'new', 'changed', 'same', 'maybe', 'wrong', 'written', 'left-out'));