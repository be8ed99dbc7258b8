CREATE TABLE "database_purpose" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"purpose" text NOT NULL,
	CONSTRAINT "database_purpose_one_row" CHECK ("database_purpose"."id" = 1),
	CONSTRAINT "database_purpose_word" CHECK ("database_purpose"."purpose" in ('demo', 'gemeente'))
);
--> statement-breakpoint
-- Of a database that is in use already: the demo's own accounts are in no other.
insert into database_purpose (purpose)
select case when bool_or(email in ('samira@example.nl', 'daan@example.nl')) then 'demo' else 'gemeente' end
from staff having count(*) > 0;
