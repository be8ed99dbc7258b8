-- Teams and organisations become rows. A process of the release before this one goes on reading and writing the name in
-- `staff.team` and `chat_canned_replies.team`: triggers keep name and id in step, whoever of the two writes (decision 0035).
CREATE TABLE "organisations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "organisations_name_unique" UNIQUE("name"),
	CONSTRAINT "organisations_name" CHECK (char_length("organisations"."name") between 1 and 100),
	CONSTRAINT "organisations_kind" CHECK ("organisations"."kind" in ('gemeente', 'jongerenwerk', 'welzijnsorganisatie', 'wijkorganisatie', 'school'))
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organisation_id" uuid DEFAULT '00000000-0000-4000-8000-000000000001' NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "teams_name" UNIQUE("organisation_id","name"),
	CONSTRAINT "teams_organisation" UNIQUE("id","organisation_id"),
	CONSTRAINT "teams_name_length" CHECK (char_length("teams"."name") between 1 and 80)
);
--> statement-breakpoint
insert into organisations (id, name, kind)
select '00000000-0000-4000-8000-000000000001', coalesce((select values ->> 'municipality' from settings limit 1), 'Gemeente'), 'gemeente';
--> statement-breakpoint
insert into teams (id, name) values ('00000000-0000-4000-8000-000000000002', 'Casemanagers');
--> statement-breakpoint
-- `Casemanagers` was the default of a text column, so a beheerder who has it was put in no team by anybody.
insert into teams (name)
select distinct team from staff where role <> 'beheerder' or team <> 'Casemanagers'
union select team from chat_canned_replies where staff_id is null
on conflict do nothing;
--> statement-breakpoint
ALTER TABLE "chat_canned_replies" DROP CONSTRAINT "chat_canned_replies_shortcut";--> statement-breakpoint
ALTER TABLE "staff" ALTER COLUMN "team" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ALTER COLUMN "team" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "organisation_id" uuid DEFAULT '00000000-0000-4000-8000-000000000001' NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "team_id" uuid;--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ADD COLUMN "team_id" uuid;--> statement-breakpoint
update staff set team_id = (select id from teams where name = staff.team)
where role <> 'beheerder' or team <> 'Casemanagers';
--> statement-breakpoint
-- An older process compares names: nobody shares this one.
update staff set team = 'zonder team ' || id where team_id is null;
--> statement-breakpoint
update chat_canned_replies set team_id = (select id from teams where name = chat_canned_replies.team)
where staff_id is null;
--> statement-breakpoint
-- Who changed teams could use a shortcut of their own once more.
update chat_canned_replies as reply set shortcut = left(reply.shortcut, 21) || '-' || left(reply.id::text, 8)
from (
  select id, row_number() over (partition by staff_id, shortcut order by id) as nth
  from chat_canned_replies where staff_id is not null
) as one
where one.id = reply.id and one.nth > 1;
--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_team_of_organisation" FOREIGN KEY ("team_id","organisation_id") REFERENCES "public"."teams"("id","organisation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ADD CONSTRAINT "chat_canned_replies_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ADD CONSTRAINT "chat_canned_replies_shortcut" UNIQUE NULLS NOT DISTINCT("team_id","staff_id","shortcut");--> statement-breakpoint
ALTER TABLE "chat_canned_replies" ADD CONSTRAINT "chat_canned_replies_owner" CHECK (("chat_canned_replies"."staff_id" is null) <> ("chat_canned_replies"."team_id" is null));
--> statement-breakpoint
-- The team of the gemeente that has this name, made when there is none.
create function team_called(wanted text) returns uuid language plpgsql as $$
declare
  called uuid;
begin
  insert into teams (name) values (wanted) on conflict do nothing;
  select id into called from teams
  where organisation_id = '00000000-0000-4000-8000-000000000001' and name = wanted;
  return called;
end
$$;
--> statement-breakpoint
create function keep_team_of_staff() returns trigger language plpgsql as $$
declare
  by_name boolean;
begin
  if tg_op = 'INSERT' then
    by_name := new.team_id is null and new.team is not null;
  else
    by_name := new.team is distinct from old.team and new.team_id is not distinct from old.team_id;
  end if;
  if by_name then
    -- The default of the column is no choice for a beheerder.
    new.team_id := case
      when new.role = 'beheerder' and new.team = 'Casemanagers' then null
      else team_called(new.team)
    end;
  end if;
  if new.team_id is null then
    new.team := 'zonder team ' || new.id;
  else
    select name, organisation_id into new.team, new.organisation_id from teams where id = new.team_id;
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger staff_team_in_step before insert or update of team, team_id on staff
  for each row execute function keep_team_of_staff();
--> statement-breakpoint
create function keep_team_of_reply() returns trigger language plpgsql as $$
begin
  if new.staff_id is not null then
    new.team_id := null;
    new.team := (select team from staff where id = new.staff_id);
  else
    -- This release says the id, the one before the name.
    if new.team_id is null
      or tg_op = 'UPDATE' and new.team is distinct from old.team and new.team_id is not distinct from old.team_id
    then
      new.team_id := team_called(new.team);
    end if;
    new.team := (select name from teams where id = new.team_id);
  end if;
  return new;
end
$$;
--> statement-breakpoint
create trigger chat_canned_replies_team_in_step before insert or update on chat_canned_replies
  for each row execute function keep_team_of_reply();
--> statement-breakpoint
drop trigger staff_rights_changed on staff;
--> statement-breakpoint
create trigger staff_rights_changed after update of active, role, team, team_id, organisation_id on staff
  for each row when (
    (old.active, old.role, old.team_id, old.organisation_id)
    is distinct from (new.active, new.role, new.team_id, new.organisation_id)
  )
  execute function tell_changed_rights();
