ALTER TABLE "published_figures" DROP CONSTRAINT "published_figures_breakdown";--> statement-breakpoint
-- In which language a form was sent was not counted until now; nearly all are Dutch.
ALTER TABLE "visit_days" ADD COLUMN "language" text NOT NULL DEFAULT 'nl';--> statement-breakpoint
ALTER TABLE "visit_days" ALTER COLUMN "language" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "visit_days" DROP CONSTRAINT "visit_days_day_subject_step_pk";--> statement-breakpoint
ALTER TABLE "visit_days" ADD CONSTRAINT "visit_days_day_subject_language_step_pk" PRIMARY KEY("day","subject","language","step");--> statement-breakpoint
ALTER TABLE "published_figures" ADD CONSTRAINT "published_figures_breakdown" CHECK ("published_figures"."breakdown" in ('week', 'location', 'channel', 'outcome', 'organisation', 'became', 'waiting', 'rating', 'topic', 'answer', 'step', 'verdict', 'language'));--> statement-breakpoint
ALTER TABLE "visit_days" ADD CONSTRAINT "visit_days_language" CHECK ("visit_days"."language" in ('nl', 'en'));
