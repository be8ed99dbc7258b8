CREATE TYPE "public"."chat_answer_way" AS ENUM('email', 'phone', 'chat');--> statement-breakpoint
CREATE TYPE "public"."chat_close_reason" AS ENUM('ended', 'left', 'silent', 'unanswered', 'answered', 'blocked');--> statement-breakpoint
CREATE TYPE "public"."chat_kind" AS ENUM('chat', 'question');--> statement-breakpoint
CREATE TYPE "public"."chat_status" AS ENUM('waiting', 'active', 'closed');--> statement-breakpoint
CREATE TYPE "public"."chat_language" AS ENUM('nl', 'en');--> statement-breakpoint
CREATE TYPE "public"."chat_author" AS ENUM('jongere', 'casemanager', 'system');--> statement-breakpoint
CREATE TYPE "public"."chat_message_kind" AS ENUM('text', 'joined', 'handed-over', 'requeued', 'asked', 'closed', 'reopened', 'offer', 'booked');--> statement-breakpoint
CREATE TYPE "public"."chat_presence_status" AS ENUM('present', 'pause', 'away');--> statement-breakpoint
CREATE TYPE "public"."chat_reach_way" AS ENUM('email', 'bellen', 'bericht');--> statement-breakpoint
CREATE TABLE "chat_canned_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" uuid,
	"team" text NOT NULL,
	"shortcut" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "chat_canned_replies_shortcut" UNIQUE NULLS NOT DISTINCT("team","staff_id","shortcut"),
	CONSTRAINT "chat_canned_replies_shortcut_word" CHECK ("chat_canned_replies"."shortcut" ~ '^[a-z0-9][a-z0-9-]{0,29}$'),
	CONSTRAINT "chat_canned_replies_body" CHECK (char_length("chat_canned_replies"."body") between 1 and 2000)
);
--> statement-breakpoint
CREATE TABLE "chat_blocks" (
	"visitor_key" text NOT NULL,
	"day" date NOT NULL,
	"staff_id" uuid NOT NULL,
	CONSTRAINT "chat_blocks_day_visitor_key_pk" PRIMARY KEY("day","visitor_key")
);
--> statement-breakpoint
CREATE TABLE "chat_day_secrets" (
	"day" date PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_figures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" date NOT NULL,
	"kind" "chat_kind" NOT NULL,
	"close_reason" "chat_close_reason" NOT NULL,
	"language" "chat_language" NOT NULL,
	"ahead" integer NOT NULL,
	"waited_seconds" integer,
	"length_seconds" integer NOT NULL,
	"jongere_messages" integer NOT NULL,
	"staff_messages" integer NOT NULL,
	"rating" smallint,
	CONSTRAINT "chat_figures_rating" CHECK ("chat_figures"."rating" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "chat_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "chat_notes_text" CHECK (char_length("chat_notes"."text") between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "chat_presence" (
	"staff_id" uuid PRIMARY KEY NOT NULL,
	"status" "chat_presence_status" NOT NULL,
	"seen_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "chat_processes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chat_conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" "chat_kind" NOT NULL,
	"status" "chat_status" NOT NULL,
	"token_hash" text,
	"start_key_hash" text,
	"language" "chat_language" NOT NULL,
	"topic_id" text,
	"first_name" varchar(80),
	"casemanager_id" uuid,
	"last_seq" integer DEFAULT 0 NOT NULL,
	"jongere_delivered" integer DEFAULT 0 NOT NULL,
	"jongere_seen" integer DEFAULT 0 NOT NULL,
	"staff_delivered" integer DEFAULT 0 NOT NULL,
	"staff_seen" integer DEFAULT 0 NOT NULL,
	"danger" boolean DEFAULT false NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"waiting_since" timestamp (3) with time zone NOT NULL,
	"returned" boolean DEFAULT false NOT NULL,
	"ahead" integer DEFAULT 0 NOT NULL,
	"taken_at" timestamp (3) with time zone,
	"jongere_turn_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"close_reason" "chat_close_reason",
	"jongere_process" uuid,
	"jongere_gone_at" timestamp (3) with time zone,
	"visitor_key" text,
	"email" text,
	"phone" text,
	"reach_by" "chat_reach_way",
	"answered_by" "chat_answer_way",
	"rating" smallint,
	"rating_line" varchar(300),
	CONSTRAINT "chat_conversations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "chat_conversations_start_key_hash_unique" UNIQUE("start_key_hash"),
	CONSTRAINT "chat_conversations_standing" CHECK (("chat_conversations"."status" <> 'active' or "chat_conversations"."taken_at" is not null)
        and ("chat_conversations"."status" = 'closed') = ("chat_conversations"."closed_at" is not null)
        and ("chat_conversations"."closed_at" is null) = ("chat_conversations"."close_reason" is null)
        and ("chat_conversations"."kind" <> 'question' or "chat_conversations"."email" is not null or "chat_conversations"."phone" is not null)),
	CONSTRAINT "chat_conversations_numbers" CHECK ("chat_conversations"."jongere_seen" <= "chat_conversations"."jongere_delivered" and "chat_conversations"."staff_seen" <= "chat_conversations"."staff_delivered"
        and greatest("chat_conversations"."jongere_delivered", "chat_conversations"."staff_delivered") <= "chat_conversations"."last_seq"
        and "chat_conversations"."rating" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"conversation_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"client_id" uuid NOT NULL,
	"author" "chat_author" NOT NULL,
	"kind" "chat_message_kind" NOT NULL,
	"staff_id" uuid,
	"body" varchar(2000) DEFAULT '' NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"danger" boolean DEFAULT false NOT NULL,
	"appointment_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_messages_conversation_id_seq_pk" PRIMARY KEY("conversation_id","seq"),
	CONSTRAINT "chat_messages_client" UNIQUE("conversation_id","client_id"),
	CONSTRAINT "chat_messages_text" CHECK (("chat_messages"."kind" = 'text') = ("chat_messages"."body" <> '') and ("chat_messages"."kind" <> 'text' or "chat_messages"."author" <> 'system'))
);
--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ADD CONSTRAINT "chat_canned_replies_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_blocks" ADD CONSTRAINT "chat_blocks_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_notes" ADD CONSTRAINT "chat_notes_conversation_id_chat_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."chat_conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_notes" ADD CONSTRAINT "chat_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_presence" ADD CONSTRAINT "chat_presence_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_conversations" ADD CONSTRAINT "chat_conversations_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_conversations" ADD CONSTRAINT "chat_conversations_casemanager_id_staff_id_fk" FOREIGN KEY ("casemanager_id") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_conversation_id_chat_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."chat_conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chat_figures_day" ON "chat_figures" USING btree ("day");--> statement-breakpoint
CREATE INDEX "chat_notes_conversation" ON "chat_notes" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "chat_conversations_open" ON "chat_conversations" USING btree ("status","waiting_since") WHERE "chat_conversations"."status" <> 'closed';--> statement-breakpoint
CREATE INDEX "chat_conversations_closed" ON "chat_conversations" USING btree ("closed_at") WHERE "chat_conversations"."status" = 'closed';--> statement-breakpoint
CREATE INDEX "chat_messages_appointment" ON "chat_messages" USING btree ("appointment_id") WHERE "chat_messages"."appointment_id" is not null;--> statement-breakpoint
-- Every message changes the row of its conversation: with room in the page the new version stays there, and no index
-- has to hear of it.
ALTER TABLE "chat_conversations" SET (fillfactor = 40);
