-- The owner of a database may make it (PostgreSQL 13 and later). Names that are there already are folded by the job fold-names.
create extension if not exists pg_trgm;
--> statement-breakpoint
ALTER TABLE "appointments" ADD COLUMN "name_folded" text;--> statement-breakpoint
CREATE INDEX "appointments_search" ON "appointments" USING gin ("name_folded" gin_trgm_ops,"email" gin_trgm_ops,"phone" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "appointments_not_folded" ON "appointments" USING btree ("id") WHERE "appointments"."name" is not null and "appointments"."name_folded" is null and "appointments"."status" in ('booked', 'cancelled');--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_name_folded" CHECK ("appointments"."name_folded" is null or "appointments"."name" is not null);