ALTER TABLE "appointments" DROP CONSTRAINT "appointments_wiped";--> statement-breakpoint
-- What older versions left behind in rows that were wiped.
update appointments
set name = null, email = null, phone = null, age_group = null, reach_by = null, note = null, referral = null,
  cancel_reason = null, message_to_jongere = null, reference = null, token_hash = null, hold_token_hash = null
where wiped_at is not null;--> statement-breakpoint
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_wiped" CHECK ("appointments"."wiped_at" is null or num_nonnulls("appointments"."name", "appointments"."email", "appointments"."phone", "appointments"."age_group", "appointments"."reach_by", "appointments"."note", "appointments"."referral", "appointments"."cancel_reason", "appointments"."message_to_jongere", "appointments"."reference", "appointments"."token_hash", "appointments"."hold_token_hash") = 0);