ALTER TABLE "lists" DROP CONSTRAINT "lists_file";--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_file" UNIQUE("sender_id","kind","as_of","file_hash","organisation_id");