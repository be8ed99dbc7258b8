-- Numbers that grow instead of random ids: what is said within one millisecond is read in its order too.
ALTER TABLE "referral_changes" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "referral_changes" ADD COLUMN "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "referral_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "referral_messages" DROP COLUMN "id";--> statement-breakpoint
ALTER TABLE "referral_messages" ADD COLUMN "id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "referral_messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);
