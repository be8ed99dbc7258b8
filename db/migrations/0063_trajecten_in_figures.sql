ALTER TABLE "published_figures" DROP CONSTRAINT "published_figures_subject";--> statement-breakpoint
ALTER TABLE "published_figures" DROP CONSTRAINT "published_figures_breakdown";--> statement-breakpoint
ALTER TABLE "figure_months" ADD COLUMN "going_on" integer;--> statement-breakpoint
ALTER TABLE "trajecten" ADD COLUMN "approached_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "trajecten" ADD COLUMN "reopened_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "figure_months" ADD CONSTRAINT "figure_months_going_on" CHECK ("figure_months"."going_on" >= 0 and "figure_months"."going_on" % 10 = 0);--> statement-breakpoint
ALTER TABLE "published_figures" ADD CONSTRAINT "published_figures_subject" CHECK ("published_figures"."subject" in ('appointments', 'walk-ins', 'referrals', 'chats', 'questions', 'booking', 'check', 'traject-opened', 'traject-approached', 'traject-intakes', 'traject-started', 'traject-ended'));--> statement-breakpoint
ALTER TABLE "published_figures" ADD CONSTRAINT "published_figures_breakdown" CHECK ("published_figures"."breakdown" in ('week', 'location', 'channel', 'outcome', 'organisation', 'became', 'waiting', 'rating', 'topic', 'answer', 'step', 'verdict', 'language', 'course', 'term', 'destination', 'kind', 'school', 'gemeente'));--> statement-breakpoint
-- What is known of trajecten that were there already.
update trajecten t set approached_at = (select min(at) from contact_attempts c where c.traject_id = t.id);
