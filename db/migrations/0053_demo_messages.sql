CREATE TABLE "demo_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text,
	"raw" "bytea" NOT NULL,
	CONSTRAINT "demo_messages_channel" CHECK ("demo_messages"."channel" in ('email', 'text')),
	CONSTRAINT "demo_messages_subject" CHECK (("demo_messages"."channel" = 'email') = ("demo_messages"."subject" is not null))
);
--> statement-breakpoint
CREATE INDEX "demo_messages_at" ON "demo_messages" USING btree ("at");