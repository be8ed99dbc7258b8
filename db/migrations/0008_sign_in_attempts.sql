CREATE TABLE "sign_in_attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"staff_id" uuid,
	"failures" integer NOT NULL,
	"last_failed_at" timestamp (3) with time zone NOT NULL,
	"untold" integer DEFAULT 0 NOT NULL,
	"untold_since" timestamp (3) with time zone,
	CONSTRAINT "sign_in_attempts_failures" CHECK ("sign_in_attempts"."failures" >= 0),
	CONSTRAINT "sign_in_attempts_untold" CHECK (("sign_in_attempts"."untold" > 0) = ("sign_in_attempts"."untold_since" is not null))
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "missed_sign_ins" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "missed_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sign_in_attempts" ADD CONSTRAINT "sign_in_attempts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_in_attempts_staff" ON "sign_in_attempts" USING btree ("staff_id");--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_missed" CHECK (("sessions"."missed_sign_ins" > 0) = ("sessions"."missed_since" is not null));