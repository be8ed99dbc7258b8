DROP INDEX "appointments_email";--> statement-breakpoint
DROP INDEX "appointments_phone";--> statement-breakpoint
CREATE INDEX "appointments_email" ON "appointments" USING btree ("email") WHERE "appointments"."status" = 'booked' and "appointments"."email" is not null;--> statement-breakpoint
CREATE INDEX "appointments_phone" ON "appointments" USING btree ("phone") WHERE "appointments"."status" = 'booked' and "appointments"."phone" is not null;