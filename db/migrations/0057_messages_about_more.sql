ALTER TABLE "outbox" DROP CONSTRAINT "outbox_kind";--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_about";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "waiting_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "referral_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "conversation_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "webhook_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_waiting_id_waiting_list_id_fk" FOREIGN KEY ("waiting_id") REFERENCES "public"."waiting_list"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_conversation_id_chat_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."chat_conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_account_id_staff_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("waiting_id") WHERE "outbox"."waiting_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_referral" ON "outbox" USING btree ("referral_id") WHERE "outbox"."referral_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_conversation" ON "outbox" USING btree ("conversation_id") WHERE "outbox"."conversation_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_account" ON "outbox" USING btree ("account_id") WHERE "outbox"."account_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_webhook" ON "outbox" USING btree ("webhook_id") WHERE "outbox"."webhook_id" is not null;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_of_appointment" CHECK (("outbox"."appointment_id" is not null) = ("outbox"."kind" in ('confirmed', 'moved', 'handed-over', 'link-renewed', 'cancelled', 'choose-again', 'not-come', 'reminder-day', 'reminder-hours', 'in-agenda', 'off-agenda')));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_kind" CHECK ("outbox"."kind" in ('confirmed', 'moved', 'handed-over', 'link-renewed', 'cancelled', 'choose-again', 'not-come', 'reminder-day', 'reminder-hours', 'in-agenda', 'off-agenda', 'waiting-joined', 'waiting-offer', 'referral-link', 'referral-reminder', 'referral-news', 'referral-question', 'referral-waits', 'question-answered', 'question-waits', 'account-invitation', 'password-link', 'password-changed', 'webhook-disabled'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_about" CHECK (num_nonnulls("outbox"."appointment_id", "outbox"."waiting_id", "outbox"."referral_id", "outbox"."conversation_id", "outbox"."account_id", "outbox"."webhook_id") = 1);