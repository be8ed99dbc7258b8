ALTER TABLE "chat_figures" ADD COLUMN "topic_id" text;--> statement-breakpoint
ALTER TABLE "chat_conversations" ADD COLUMN "unanswered_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "chat_figures" ADD CONSTRAINT "chat_figures_topic_id_topics_id_fk" FOREIGN KEY ("topic_id") REFERENCES "public"."topics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- What is still kept of the last weeks says its topic; of what was forgotten nobody knows it any more.
update chat_figures as figures set topic_id = conversation.topic_id
from chat_conversations as conversation
where conversation.id = figures.id and conversation.topic_id is not null;
