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
	"started_at" timestamp (3) with time zone NOT NULL,
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
	CONSTRAINT "chat_conversations_start_key_hash_unique" UNIQUE("start_key_hash")
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
--> statement-breakpoint
-- What must hold of a conversation. Not checks: those cost each message as much as all the rest of its statement, and a
-- message writes none of these columns.
create function check_conversation() returns trigger language plpgsql as $$
begin
  if new.status = 'active' and new.taken_at is null
    or (new.status = 'closed') is distinct from (new.closed_at is not null)
    or (new.closed_at is null) is distinct from (new.close_reason is null)
  then
    raise exception 'chat_conversations: expected taken_at with active, closed_at and close_reason with closed'
      using errcode = 'check_violation', constraint = 'chat_conversations_standing';
  end if;
  if new.kind = 'question' and new.email is null and new.phone is null then
    raise exception 'chat_conversations: expected a way to reach who left a question'
      using errcode = 'check_violation', constraint = 'chat_conversations_question';
  end if;
  if new.jongere_seen > new.jongere_delivered or new.staff_seen > new.staff_delivered
    or greatest(new.jongere_delivered, new.staff_delivered) > new.last_seq
  then
    raise exception 'chat_conversations: expected seen <= delivered <= last_seq'
      using errcode = 'check_violation', constraint = 'chat_conversations_numbers';
  end if;
  if new.rating not between 1 and 3 then
    raise exception 'chat_conversations: expected a rating from 1 to 3'
      using errcode = 'check_violation', constraint = 'chat_conversations_rating';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger check_conversation before insert or update of status, kind, taken_at, closed_at, close_reason, email, phone,
  jongere_delivered, jongere_seen, staff_delivered, staff_seen, rating on chat_conversations
  for each row execute function check_conversation();
