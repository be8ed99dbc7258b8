CREATE TABLE "enrolments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"jongere_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"pupil_number" text,
	"programme" text,
	"seen_on" date NOT NULL,
	"ended_on" date,
	CONSTRAINT "enrolments_number_length" CHECK (char_length("enrolments"."pupil_number") between 1 and 40),
	CONSTRAINT "enrolments_programme" CHECK (char_length("enrolments"."programme") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "guardians" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"jongere_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"reach_note" text,
	CONSTRAINT "guardians_name" CHECK (char_length("guardians"."name") between 1 and 120),
	CONSTRAINT "guardians_reach_note" CHECK (char_length("guardians"."reach_note") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "jongere_joins" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "jongere_joins_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kept_id" uuid NOT NULL,
	"gone_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" uuid NOT NULL,
	"moved" jsonb NOT NULL,
	"parted_at" timestamp (3) with time zone,
	"parted_by" uuid,
	CONSTRAINT "jongere_joins_two" CHECK ("jongere_joins"."kept_id" <> "jongere_joins"."gone_id"),
	CONSTRAINT "jongere_joins_parted" CHECK (("jongere_joins"."parted_at" is null) = ("jongere_joins"."parted_by" is null))
);
--> statement-breakpoint
CREATE TABLE "jongeren" (
	"id" uuid PRIMARY KEY NOT NULL,
	"first_name" text,
	"infix" text,
	"last_name" text,
	"name_folded" text,
	"birth_date" date,
	"residence" text,
	"secret_address" boolean DEFAULT false NOT NULL,
	"address" text,
	"email" text,
	"phone" text,
	"reach_by" text,
	"reach_note" text,
	"messages" text DEFAULT 'only-appointment' NOT NULL,
	"language" text DEFAULT 'nl' NOT NULL,
	"interpreter" text,
	"joined_into_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"objected_at" timestamp (3) with time zone,
	"wiped_at" timestamp (3) with time zone,
	CONSTRAINT "jongeren_reach_by" CHECK ("jongeren"."reach_by" in ('email', 'bellen', 'bericht')),
	CONSTRAINT "jongeren_messages" CHECK ("jongeren"."messages" in ('full', 'only-appointment', 'none')),
	CONSTRAINT "jongeren_language" CHECK ("jongeren"."language" in ('nl', 'en')),
	CONSTRAINT "jongeren_person" CHECK ("jongeren"."wiped_at" is not null or num_nonnulls("jongeren"."first_name", "jongeren"."last_name", "jongeren"."name_folded", "jongeren"."birth_date") = 4),
	CONSTRAINT "jongeren_wiped" CHECK ("jongeren"."wiped_at" is null or (not "jongeren"."secret_address" and num_nonnulls("jongeren"."first_name", "jongeren"."infix", "jongeren"."last_name", "jongeren"."name_folded", "jongeren"."birth_date", "jongeren"."address", "jongeren"."email", "jongeren"."phone", "jongeren"."reach_by", "jongeren"."reach_note", "jongeren"."interpreter") = 0)),
	CONSTRAINT "jongeren_names" CHECK (char_length("jongeren"."first_name") between 1 and 80 and char_length("jongeren"."last_name") between 1 and 80 and char_length("jongeren"."infix") between 1 and 20),
	CONSTRAINT "jongeren_residence" CHECK (char_length("jongeren"."residence") between 1 and 80),
	CONSTRAINT "jongeren_address" CHECK (char_length("jongeren"."address") between 1 and 200),
	CONSTRAINT "jongeren_reach_note" CHECK (char_length("jongeren"."reach_note") between 1 and 200),
	CONSTRAINT "jongeren_interpreter" CHECK (char_length("jongeren"."interpreter") between 1 and 40),
	CONSTRAINT "jongeren_joined" CHECK ("jongeren"."joined_into_id" is distinct from "jongeren"."id")
);
--> statement-breakpoint
CREATE TABLE "list_mappings" (
	"sender_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	"saved_by" uuid NOT NULL,
	CONSTRAINT "list_mappings_sender" UNIQUE("sender_id","kind"),
	CONSTRAINT "list_mappings_kind" CHECK ("list_mappings"."kind" in ('vmbo-geslaagd', 'verwacht-mbo', 'no-show', 'uitgeschreven', 'ingeschreven'))
);
--> statement-breakpoint
CREATE TABLE "list_rows" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "list_rows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"list_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"cells" jsonb,
	"state" text NOT NULL,
	"findings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"jongere_id" uuid,
	"melding_id" uuid,
	"explanation" text,
	"explanation_note" text,
	"explained_by" uuid,
	"explained_at" timestamp (3) with time zone,
	CONSTRAINT "list_rows_number" UNIQUE("list_id","number"),
	CONSTRAINT "list_rows_state" CHECK ("list_rows"."state" in ('new', 'changed', 'same', 'maybe', 'wrong', 'written', 'left-out')),
	CONSTRAINT "list_rows_written" CHECK (("list_rows"."state" = 'written') = ("list_rows"."jongere_id" is not null)),
	CONSTRAINT "list_rows_explanation" CHECK ("list_rows"."explanation" in ('school-elsewhere', 'works', 'moved', 'abroad', 'died', 'mistake', 'not-ours', 'other')),
	CONSTRAINT "list_rows_explained" CHECK (num_nonnulls("list_rows"."explanation", "list_rows"."explained_by", "list_rows"."explained_at") in (0, 3)),
	CONSTRAINT "list_rows_note" CHECK (char_length("list_rows"."explanation_note") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "lists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"as_of" date NOT NULL,
	"sender_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"read_by" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"written_at" timestamp (3) with time zone,
	CONSTRAINT "lists_file" UNIQUE("sender_id","kind","as_of","file_hash"),
	CONSTRAINT "lists_kind" CHECK ("lists"."kind" in ('vmbo-geslaagd', 'verwacht-mbo', 'no-show', 'uitgeschreven', 'ingeschreven')),
	CONSTRAINT "lists_file_name" CHECK (char_length("lists"."file_name") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "melding_additions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "melding_additions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"melding_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid,
	"body" text NOT NULL,
	CONSTRAINT "melding_additions_body" CHECK (char_length("melding_additions"."body") between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "meldingen" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jongere_id" uuid NOT NULL,
	"traject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"organisation_id" uuid,
	"reported_by" uuid,
	"contact_name" text,
	"contact_function" text,
	"contact_email" text,
	"contact_phone" text,
	"location" text,
	"began_on" date NOT NULL,
	"ended_on" date,
	"hours_missed" integer,
	"all_lessons" boolean,
	"reason" text,
	"school_did" text,
	"asks" text,
	"asks_nothing" text,
	"told" text,
	"own_number" text,
	"request_hash" text,
	"state" text DEFAULT 'registered' NOT NULL,
	"explanation" text,
	"close_reason" text,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"handled_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"wiped_at" timestamp (3) with time zone,
	CONSTRAINT "meldingen_kind" CHECK ("meldingen"."kind" in ('v3', 'v4', 'rmc', 'lrv', 'luxe', 'overig', 'uit', 'abs', 'overstap', 'no-show', 'kwetsbaar', 'zelf')),
	CONSTRAINT "meldingen_source" CHECK ("meldingen"."source" in ('school', 'api', 'list', 'staff', 'jongere')),
	CONSTRAINT "meldingen_state" CHECK ("meldingen"."state" in ('registered', 'handled', 'closed', 'noted', 'withdrawn')),
	CONSTRAINT "meldingen_told" CHECK ("meldingen"."told" in ('both', 'jongere', 'parents', 'nobody')),
	CONSTRAINT "meldingen_explanation" CHECK ("meldingen"."explanation" in ('seen', 'action-running', 'no-more-action')),
	CONSTRAINT "meldingen_close_reason" CHECK ("meldingen"."close_reason" in ('back-at-school', 'left-for-training', 'left-for-work', 'left-otherwise', 'died', 'ill', 'rightly-away')),
	CONSTRAINT "meldingen_of" CHECK (("meldingen"."source" in ('school', 'api', 'list')) <= ("meldingen"."organisation_id" is not null)),
	CONSTRAINT "meldingen_reporter" CHECK (("meldingen"."source" in ('school', 'staff', 'list')) = ("meldingen"."reported_by" is not null)),
	CONSTRAINT "meldingen_closed" CHECK (("meldingen"."state" = 'closed') = ("meldingen"."close_reason" is not null)),
	CONSTRAINT "meldingen_settled" CHECK (("meldingen"."state" in ('closed', 'noted', 'withdrawn')) = ("meldingen"."settled_at" is not null)),
	CONSTRAINT "meldingen_handled" CHECK (("meldingen"."state" = 'handled') <= ("meldingen"."handled_at" is not null)),
	CONSTRAINT "meldingen_period" CHECK ("meldingen"."began_on" <= "meldingen"."ended_on"),
	CONSTRAINT "meldingen_hours" CHECK ("meldingen"."hours_missed" between 1 and 2000),
	CONSTRAINT "meldingen_asks" CHECK (num_nonnulls("meldingen"."asks", "meldingen"."asks_nothing") < 2),
	CONSTRAINT "meldingen_number" CHECK (("meldingen"."own_number" is null) = ("meldingen"."request_hash" is null)),
	CONSTRAINT "meldingen_lengths" CHECK (char_length("meldingen"."reason") <= 1000 and char_length("meldingen"."school_did") <= 1000 and char_length("meldingen"."asks") <= 500 and char_length("meldingen"."asks_nothing") <= 300),
	CONSTRAINT "meldingen_contact" CHECK (char_length("meldingen"."contact_name") <= 120 and char_length("meldingen"."contact_function") <= 80 and char_length("meldingen"."location") <= 120 and char_length("meldingen"."own_number") <= 60),
	CONSTRAINT "meldingen_wiped" CHECK ("meldingen"."wiped_at" is null or num_nonnulls("meldingen"."contact_name", "meldingen"."contact_function", "meldingen"."contact_email", "meldingen"."contact_phone", "meldingen"."location", "meldingen"."reason", "meldingen"."school_did", "meldingen"."asks", "meldingen"."asks_nothing", "meldingen"."own_number", "meldingen"."request_hash") = 0)
);
--> statement-breakpoint
CREATE TABLE "contact_attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "contact_attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"traject_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL,
	"way" text NOT NULL,
	"party" text NOT NULL,
	"outcome" text NOT NULL,
	"note" text,
	CONSTRAINT "contact_attempts_way" CHECK ("contact_attempts"."way" in ('call', 'text', 'email', 'letter', 'visit', 'at-school')),
	CONSTRAINT "contact_attempts_party" CHECK ("contact_attempts"."party" in ('jongere', 'parents', 'school', 'other')),
	CONSTRAINT "contact_attempts_outcome" CHECK ("contact_attempts"."outcome" in ('reached', 'sent', 'left-word', 'no-answer', 'not-home', 'wrong-contact', 'refused')),
	CONSTRAINT "contact_attempts_note" CHECK (char_length("contact_attempts"."note") between 1 and 500)
);
--> statement-breakpoint
CREATE TABLE "handover_openings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "handover_openings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"handover_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"opened" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"traject_id" uuid NOT NULL,
	"state" text DEFAULT 'offered' NOT NULL,
	"offered_by" uuid NOT NULL,
	"to_staff_id" uuid,
	"to_team_id" uuid,
	"to_outside" text,
	"reason" text NOT NULL,
	"talk" text,
	"talk_on" date,
	"parts" text[] NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	"refusal" text,
	"token_hash" text,
	"code_hash" text,
	"expires_at" timestamp (3) with time zone,
	"wrong_codes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "handovers_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "handovers_state" CHECK ("handovers"."state" in ('offered', 'accepted', 'refused', 'withdrawn', 'lapsed')),
	CONSTRAINT "handovers_to" CHECK (num_nonnulls("handovers"."to_staff_id", "handovers"."to_team_id", "handovers"."to_outside") = 1),
	CONSTRAINT "handovers_reason" CHECK (char_length("handovers"."reason") between 1 and 500),
	CONSTRAINT "handovers_to_outside" CHECK (char_length("handovers"."to_outside") between 1 and 120),
	CONSTRAINT "handovers_talk" CHECK ("handovers"."talk" in ('together', 'call')),
	CONSTRAINT "handovers_warm" CHECK (("handovers"."talk" is null) = ("handovers"."talk_on" is null)),
	CONSTRAINT "handovers_parts" CHECK ("handovers"."parts" <@ array['contact', 'school', 'meldingen', 'attempts', 'verslagen', 'agreements']::text[]),
	CONSTRAINT "handovers_settled" CHECK (("handovers"."state" = 'offered') = ("handovers"."settled_at" is null)),
	CONSTRAINT "handovers_refused" CHECK (("handovers"."state" = 'refused') = ("handovers"."refusal" is not null)),
	CONSTRAINT "handovers_refusal" CHECK (char_length("handovers"."refusal") between 1 and 500),
	CONSTRAINT "handovers_sealed" CHECK (num_nonnulls("handovers"."token_hash", "handovers"."code_hash", "handovers"."expires_at") = case when "handovers"."to_outside" is null then 0 else 3 end)
);
--> statement-breakpoint
CREATE TABLE "traject_invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"traject_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"answer" text,
	"answered_at" timestamp (3) with time zone,
	"answer_where" text,
	"appointment_id" uuid,
	CONSTRAINT "traject_invitations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "traject_invitations_expiry" CHECK ("traject_invitations"."created_at" < "traject_invitations"."expires_at"),
	CONSTRAINT "traject_invitations_answer" CHECK ("traject_invitations"."answer" in ('has-school', 'works', 'call-me', 'not-now')),
	CONSTRAINT "traject_invitations_answered" CHECK (("traject_invitations"."answer" is null) = ("traject_invitations"."answered_at" is null)),
	CONSTRAINT "traject_invitations_where" CHECK (("traject_invitations"."answer_where" is not null) <= ("traject_invitations"."answer" is not null)),
	CONSTRAINT "traject_invitations_where_length" CHECK (char_length("traject_invitations"."answer_where") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "traject_links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "traject_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"traject_id" uuid NOT NULL,
	"appointment_id" uuid,
	"referral_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid,
	CONSTRAINT "traject_links_appointment_id_unique" UNIQUE("appointment_id"),
	CONSTRAINT "traject_links_referral_id_unique" UNIQUE("referral_id"),
	CONSTRAINT "traject_links_one" CHECK (num_nonnulls("traject_links"."appointment_id", "traject_links"."referral_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "traject_notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"traject_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"audience" text DEFAULT 'team' NOT NULL,
	"organisation_id" uuid,
	"facts" text NOT NULL,
	"reasons" text,
	"agreements" text,
	"reasons_agreed" boolean DEFAULT false NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"follows_id" uuid,
	CONSTRAINT "traject_notes_follows_id_unique" UNIQUE("follows_id"),
	CONSTRAINT "traject_notes_kind" CHECK ("traject_notes"."kind" in ('note', 'verslag', 'terugkoppeling')),
	CONSTRAINT "traject_notes_audience" CHECK ("traject_notes"."audience" in ('team', 'leerplicht', 'woongemeente', 'school', 'jongere', 'parents')),
	CONSTRAINT "traject_notes_facts" CHECK (char_length("traject_notes"."facts") between 1 and 4000),
	CONSTRAINT "traject_notes_reasons" CHECK (char_length("traject_notes"."reasons") between 1 and 4000),
	CONSTRAINT "traject_notes_agreements" CHECK (char_length("traject_notes"."agreements") between 1 and 4000),
	CONSTRAINT "traject_notes_parts" CHECK ("traject_notes"."kind" = 'verslag' or num_nonnulls("traject_notes"."reasons", "traject_notes"."agreements") = 0),
	CONSTRAINT "traject_notes_school" CHECK (("traject_notes"."kind" = 'terugkoppeling') = ("traject_notes"."organisation_id" is not null)),
	CONSTRAINT "traject_notes_terugkoppeling" CHECK (("traject_notes"."kind" = 'terugkoppeling') <= ("traject_notes"."audience" = 'school')),
	CONSTRAINT "traject_notes_follows" CHECK (("traject_notes"."version" = 1) = ("traject_notes"."follows_id" is null))
);
--> statement-breakpoint
CREATE TABLE "traject_sent" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "traject_sent_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"note_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid NOT NULL,
	"audience" text NOT NULL,
	"way" text NOT NULL,
	"organisation_id" uuid,
	"words" text NOT NULL,
	CONSTRAINT "traject_sent_audience" CHECK ("traject_sent"."audience" in ('team', 'leerplicht', 'woongemeente', 'school', 'jongere', 'parents')),
	CONSTRAINT "traject_sent_way" CHECK ("traject_sent"."way" in ('page', 'email', 'letter', 'sealed-page')),
	CONSTRAINT "traject_sent_words" CHECK (char_length("traject_sent"."words") between 1 and 14000)
);
--> statement-breakpoint
CREATE TABLE "trajecten" (
	"id" uuid PRIMARY KEY NOT NULL,
	"jongere_id" uuid NOT NULL,
	"state" text DEFAULT 'nieuw' NOT NULL,
	"owner_id" uuid NOT NULL,
	"assigned_at" timestamp (3) with time zone,
	"next_action" text,
	"next_on" date,
	"next_note" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"reached_at" timestamp (3) with time zone,
	"intake_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"destination" text,
	"destination_check" text,
	"destination_note" text,
	"look_again_on" date,
	"joined_into_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"wiped_at" timestamp (3) with time zone,
	CONSTRAINT "trajecten_state" CHECK ("trajecten"."state" in ('nieuw', 'contact-zoeken', 'uitgenodigd', 'intake', 'lopend', 'gepauzeerd', 'geplaatst', 'nazorg', 'niet-bereikt', 'wil-niet', 'afgesloten')),
	CONSTRAINT "trajecten_next_action" CHECK ("trajecten"."next_action" in ('assign', 'call', 'message', 'letter', 'visit', 'invite', 'wait', 'talk', 'plan', 'check', 'look-again', 'hand-over')),
	CONSTRAINT "trajecten_destination" CHECK ("trajecten"."destination" in ('training', 'work-and-learn', 'work', 'care', 'none', 'gone', 'other')),
	CONSTRAINT "trajecten_destination_check" CHECK ("trajecten"."destination_check" in ('school', 'register', 'contract', 'employer', 'care-giver', 'seen')),
	CONSTRAINT "trajecten_next" CHECK (case when "trajecten"."closed_at" is null then num_nonnulls("trajecten"."next_action", "trajecten"."next_on") = 2 else num_nonnulls("trajecten"."next_action", "trajecten"."next_on", "trajecten"."next_note") = 0 end),
	CONSTRAINT "trajecten_closed_state" CHECK (("trajecten"."state" = 'afgesloten') = ("trajecten"."closed_at" is not null)),
	CONSTRAINT "trajecten_closed_destination" CHECK (("trajecten"."closed_at" is not null) = ("trajecten"."destination" is not null)),
	CONSTRAINT "trajecten_checked" CHECK (("trajecten"."destination" in ('training', 'work-and-learn', 'work', 'care')) <= ("trajecten"."destination_check" is not null)),
	CONSTRAINT "trajecten_look_again" CHECK (("trajecten"."state" in ('gepauzeerd', 'niet-bereikt', 'wil-niet')) = ("trajecten"."look_again_on" is not null)),
	CONSTRAINT "trajecten_joined_other" CHECK ("trajecten"."joined_into_id" is distinct from "trajecten"."id"),
	CONSTRAINT "trajecten_next_note" CHECK (char_length("trajecten"."next_note") between 1 and 200),
	CONSTRAINT "trajecten_destination_note" CHECK (char_length("trajecten"."destination_note") between 1 and 300),
	CONSTRAINT "trajecten_wiped" CHECK ("trajecten"."wiped_at" is null or num_nonnulls("trajecten"."next_note", "trajecten"."destination_note") = 0)
);
--> statement-breakpoint
ALTER TABLE "history" DROP CONSTRAINT "history_about";--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "task" text DEFAULT 'doorstroompunt' NOT NULL;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "jongere_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "melding_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "traject_id" uuid;--> statement-breakpoint
ALTER TABLE "history" ADD COLUMN "list_id" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guardians" ADD CONSTRAINT "guardians_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_joins" ADD CONSTRAINT "jongere_joins_kept_id_jongeren_id_fk" FOREIGN KEY ("kept_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_joins" ADD CONSTRAINT "jongere_joins_gone_id_jongeren_id_fk" FOREIGN KEY ("gone_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_joins" ADD CONSTRAINT "jongere_joins_by_staff_id_fk" FOREIGN KEY ("by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jongere_joins" ADD CONSTRAINT "jongere_joins_parted_by_staff_id_fk" FOREIGN KEY ("parted_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_mappings" ADD CONSTRAINT "list_mappings_sender_id_organisations_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_mappings" ADD CONSTRAINT "list_mappings_saved_by_staff_id_fk" FOREIGN KEY ("saved_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_melding_id_meldingen_id_fk" FOREIGN KEY ("melding_id") REFERENCES "public"."meldingen"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_rows" ADD CONSTRAINT "list_rows_explained_by_staff_id_fk" FOREIGN KEY ("explained_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_sender_id_organisations_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lists" ADD CONSTRAINT "lists_read_by_staff_id_fk" FOREIGN KEY ("read_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "melding_additions" ADD CONSTRAINT "melding_additions_melding_id_meldingen_id_fk" FOREIGN KEY ("melding_id") REFERENCES "public"."meldingen"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "melding_additions" ADD CONSTRAINT "melding_additions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meldingen" ADD CONSTRAINT "meldingen_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meldingen" ADD CONSTRAINT "meldingen_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meldingen" ADD CONSTRAINT "meldingen_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meldingen" ADD CONSTRAINT "meldingen_reported_by_staff_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_attempts" ADD CONSTRAINT "contact_attempts_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_attempts" ADD CONSTRAINT "contact_attempts_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handover_openings" ADD CONSTRAINT "handover_openings_handover_id_handovers_id_fk" FOREIGN KEY ("handover_id") REFERENCES "public"."handovers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_offered_by_staff_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_to_staff_id_staff_id_fk" FOREIGN KEY ("to_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_to_team_id_teams_id_fk" FOREIGN KEY ("to_team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_settled_by_staff_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_invitations" ADD CONSTRAINT "traject_invitations_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_invitations" ADD CONSTRAINT "traject_invitations_created_by_staff_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_invitations" ADD CONSTRAINT "traject_invitations_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_links" ADD CONSTRAINT "traject_links_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_links" ADD CONSTRAINT "traject_links_appointment_id_appointments_id_fk" FOREIGN KEY ("appointment_id") REFERENCES "public"."appointments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_links" ADD CONSTRAINT "traject_links_referral_id_referrals_id_fk" FOREIGN KEY ("referral_id") REFERENCES "public"."referrals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_links" ADD CONSTRAINT "traject_links_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_notes" ADD CONSTRAINT "traject_notes_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_notes" ADD CONSTRAINT "traject_notes_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_notes" ADD CONSTRAINT "traject_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_notes" ADD CONSTRAINT "traject_notes_follows_id_traject_notes_id_fk" FOREIGN KEY ("follows_id") REFERENCES "public"."traject_notes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_sent" ADD CONSTRAINT "traject_sent_note_id_traject_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."traject_notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_sent" ADD CONSTRAINT "traject_sent_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traject_sent" ADD CONSTRAINT "traject_sent_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trajecten" ADD CONSTRAINT "trajecten_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trajecten" ADD CONSTRAINT "trajecten_owner_id_staff_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trajecten" ADD CONSTRAINT "trajecten_joined_into_id_trajecten_id_fk" FOREIGN KEY ("joined_into_id") REFERENCES "public"."trajecten"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolments_jongere" ON "enrolments" USING btree ("jongere_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolments_number" ON "enrolments" USING btree ("organisation_id","pupil_number") WHERE "enrolments"."ended_on" is null and "enrolments"."pupil_number" is not null;--> statement-breakpoint
CREATE INDEX "guardians_jongere" ON "guardians" USING btree ("jongere_id");--> statement-breakpoint
CREATE UNIQUE INDEX "jongere_joins_gone" ON "jongere_joins" USING btree ("gone_id") WHERE "jongere_joins"."parted_at" is null;--> statement-breakpoint
CREATE INDEX "jongere_joins_kept" ON "jongere_joins" USING btree ("kept_id");--> statement-breakpoint
CREATE INDEX "jongeren_birth_date" ON "jongeren" USING btree ("birth_date","name_folded");--> statement-breakpoint
CREATE INDEX "jongeren_name" ON "jongeren" USING gin ("name_folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "list_rows_jongere" ON "list_rows" USING btree ("jongere_id") WHERE "list_rows"."jongere_id" is not null;--> statement-breakpoint
CREATE INDEX "list_rows_melding" ON "list_rows" USING btree ("melding_id") WHERE "list_rows"."melding_id" is not null;--> statement-breakpoint
CREATE INDEX "lists_read" ON "lists" USING btree ("read_at");--> statement-breakpoint
CREATE INDEX "melding_additions_melding" ON "melding_additions" USING btree ("melding_id","at");--> statement-breakpoint
CREATE INDEX "meldingen_jongere" ON "meldingen" USING btree ("jongere_id","reported_at");--> statement-breakpoint
CREATE INDEX "meldingen_traject" ON "meldingen" USING btree ("traject_id");--> statement-breakpoint
CREATE INDEX "meldingen_organisation" ON "meldingen" USING btree ("organisation_id","reported_at");--> statement-breakpoint
CREATE INDEX "meldingen_reported" ON "meldingen" USING brin ("reported_at");--> statement-breakpoint
CREATE UNIQUE INDEX "meldingen_own_number" ON "meldingen" USING btree ("organisation_id","own_number") WHERE "meldingen"."own_number" is not null;--> statement-breakpoint
CREATE INDEX "contact_attempts_traject" ON "contact_attempts" USING btree ("traject_id","at");--> statement-breakpoint
CREATE INDEX "handover_openings_handover" ON "handover_openings" USING btree ("handover_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "handovers_offered" ON "handovers" USING btree ("traject_id") WHERE "handovers"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "handovers_traject" ON "handovers" USING btree ("traject_id","offered_at");--> statement-breakpoint
CREATE INDEX "handovers_to_staff" ON "handovers" USING btree ("to_staff_id") WHERE "handovers"."state" = 'offered';--> statement-breakpoint
CREATE INDEX "handovers_to_team" ON "handovers" USING btree ("to_team_id") WHERE "handovers"."state" = 'offered';--> statement-breakpoint
CREATE UNIQUE INDEX "traject_invitations_one" ON "traject_invitations" USING btree ("traject_id") WHERE "traject_invitations"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "traject_invitations_traject" ON "traject_invitations" USING btree ("traject_id","created_at");--> statement-breakpoint
CREATE INDEX "traject_links_traject" ON "traject_links" USING btree ("traject_id");--> statement-breakpoint
CREATE INDEX "traject_notes_traject" ON "traject_notes" USING btree ("traject_id","at");--> statement-breakpoint
CREATE INDEX "traject_sent_note" ON "traject_sent" USING btree ("note_id");--> statement-breakpoint
CREATE UNIQUE INDEX "trajecten_open" ON "trajecten" USING btree ("jongere_id") WHERE "trajecten"."closed_at" is null and "trajecten"."joined_into_id" is null;--> statement-breakpoint
CREATE INDEX "trajecten_owner" ON "trajecten" USING btree ("owner_id","next_on","id") WHERE "trajecten"."closed_at" is null and "trajecten"."joined_into_id" is null;--> statement-breakpoint
CREATE INDEX "trajecten_jongere" ON "trajecten" USING btree ("jongere_id","opened_at");--> statement-breakpoint
CREATE INDEX "trajecten_closed" ON "trajecten" USING btree ("closed_at") WHERE "trajecten"."closed_at" is not null;--> statement-breakpoint
CREATE INDEX "trajecten_joined" ON "trajecten" USING btree ("joined_into_id") WHERE "trajecten"."joined_into_id" is not null;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_jongere_id_jongeren_id_fk" FOREIGN KEY ("jongere_id") REFERENCES "public"."jongeren"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_melding_id_meldingen_id_fk" FOREIGN KEY ("melding_id") REFERENCES "public"."meldingen"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_traject_id_trajecten_id_fk" FOREIGN KEY ("traject_id") REFERENCES "public"."trajecten"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_list_id_lists_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."lists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "history_jongere" ON "history" USING btree ("jongere_id") WHERE "history"."jongere_id" is not null;--> statement-breakpoint
CREATE INDEX "history_melding" ON "history" USING btree ("melding_id") WHERE "history"."melding_id" is not null;--> statement-breakpoint
CREATE INDEX "history_traject" ON "history" USING btree ("traject_id") WHERE "history"."traject_id" is not null;--> statement-breakpoint
CREATE INDEX "history_list" ON "history" USING btree ("list_id") WHERE "history"."list_id" is not null;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_task" CHECK ("teams"."task" in ('doorstroompunt', 'leerplicht', 'preventie'));--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_about" CHECK (case num_nonnulls("history"."appointment_id", "history"."conversation_id", "history"."casemanager_id", "history"."referral_id", "history"."walk_in_id", "history"."waiting_id", "history"."jongere_id", "history"."melding_id", "history"."traject_id", "history"."list_id")
        when 0 then "history"."what" in ('settings-saved', 'locations-saved', 'topics-saved', 'teams-saved', 'organisations-saved', 'closures-saved', 'logo-added', 'held-shown', 'rights-signed', 'organisation-key-made', 'organisation-key-ended', 'messages-sent-again', 'message-tested', 'screen-link-made', 'screen-link-ended', 'webhook-made', 'webhook-ended', 'webhook-secret-renewed', 'webhook-disabled', 'webhook-resumed', 'webhook-tested', 'webhook-redelivered')
        when 1 then case
          when "history"."appointment_id" is not null then "history"."what" in ('booked', 'moved', 'cancelled', 'outcome', 'wiped', 'handed-over', 'choose-again', 'link-renewed', 'needs-changed', 'kept-outside-hours', 'note-added', 'note-removed', 'undone', 'arrived', 'arrival-taken-back', 'messages-changed')
          when "history"."conversation_id" is not null then "history"."what" in ('begun', 'taken', 'handed-over', 'requeued', 'closed', 'reopened', 'blocked', 'offered', 'booked', 'note-added', 'rated', 'referral-proposed', 'referral-agreed', 'referral-refused', 'referral-proposal-withdrawn', 'referral-ended')
          when "history"."referral_id" is not null then "history"."what" in ('referred', 'invited', 'invitation-shown', 'reminded', 'booked', 'changed', 'corrected', 'withdrawn', 'detached', 'sharing-ended', 'closed', 'message-sent', 'wiped', 'taken', 'contact-noted')
          when "history"."walk_in_id" is not null then "history"."what" in ('walked-in', 'called', 'called-again', 'not-answered', 'left', 'put-back', 'moved', 'booked')
          when "history"."waiting_id" is not null then "history"."what" in ('joined', 'changed', 'offered', 'accepted', 'declined', 'lapsed', 'withdrawn', 'ended', 'link-renewed')
          when "history"."jongere_id" is not null then "history"."what" in ('added', 'changed', 'joined', 'parted', 'shown-to-jongere', 'objected', 'wiped')
          when "history"."melding_id" is not null then "history"."what" in ('reported', 'added-to', 'state-changed', 'closed', 'withdrawn', 'moved')
          when "history"."traject_id" is not null then "history"."what" in ('opened', 'assigned', 'taken-over', 'state-changed', 'next-action-set', 'contact-tried', 'invited', 'answered', 'note-added', 'note-revised', 'note-sent', 'linked', 'unlinked', 'handover-offered', 'handover-accepted', 'handover-refused', 'handover-withdrawn', 'handover-lapsed', 'handover-opened', 'closed', 'reopened', 'joined', 'parted')
          when "history"."list_id" is not null then "history"."what" in ('read-in', 'row-mended', 'row-decided', 'row-explained', 'written', 'removed')
          else "history"."what" in ('account-saved', 'invited', 'password-link-made', 'password-set', 'sso-linked', 'sso-unlinked', 'password-kept', 'password-not-kept', 'sessions-ended', 'factor-added', 'factor-renamed', 'factor-removed', 'factors-reset', 'recovery-codes-made', 'recovery-code-used', 'device-trusted', 'devices-ended', 'password-asked', 'account-ended', 'account-restored', 'own-settings-saved', 'calendars-saved', 'calendar-link-made', 'calendar-link-ended', 'hours-saved', 'exception-saved', 'exception-removed', 'reply-saved', 'reply-removed', 'notices-saved', 'push-device-added', 'push-device-removed', 'calendar-added', 'calendar-saved', 'calendar-removed') end
        else false end);--> statement-breakpoint
-- Nobody owns an open traject who does not work here. The account of the owner is locked until the end of the transaction, so that
-- it does not end meanwhile.
create function traject_owner_works_here() returns trigger language plpgsql as $$
begin
  if not exists (select from staff where id = new.owner_id and active for share) then
    raise exception 'expected an owner of traject % who works here, not %', new.id, new.owner_id
      using errcode = 'check_violation', constraint = 'trajecten_owner_active';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger traject_owner before insert or update of owner_id, closed_at, joined_into_id on trajecten
  for each row when (new.closed_at is null and new.joined_into_id is null)
  execute function traject_owner_works_here();
--> statement-breakpoint
create function staff_owns_no_traject() returns trigger language plpgsql as $$
begin
  if exists (select from trajecten where owner_id = new.id and closed_at is null and joined_into_id is null) then
    raise exception 'expected the open trajecten of % to be handed on before the account ends', new.id
      using errcode = 'check_violation', constraint = 'trajecten_owner_active';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger staff_trajecten before update of active on staff
  for each row when (old.active and not new.active) execute function staff_owns_no_traject();
--> statement-breakpoint
-- What went out stays as it was: a note that was sent is not changed, and what was sent of it never.
create function traject_note_unsent() returns trigger language plpgsql as $$
begin
  if (to_jsonb(new) - 'traject_id') is distinct from (to_jsonb(old) - 'traject_id')
    and exists (select from traject_sent where note_id = old.id) then
    raise exception 'expected a new version of note %, which went out already', old.id
      using errcode = 'check_violation', constraint = 'traject_notes_sent';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger traject_note_sent before update on traject_notes
  for each row execute function traject_note_unsent();
--> statement-breakpoint
create function traject_sent_stands() returns trigger language plpgsql as $$
begin
  raise exception 'expected what was sent of note % to stay', old.note_id
    using errcode = 'check_violation', constraint = 'traject_sent_stands';
end
$$;
--> statement-breakpoint
create trigger traject_sent_never_changed before update on traject_sent
  for each row execute function traject_sent_stands();
