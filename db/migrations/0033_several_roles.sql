ALTER TABLE "staff" DROP CONSTRAINT "staff_role";--> statement-breakpoint
ALTER TABLE "staff" ALTER COLUMN "role" SET DEFAULT '';--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "roles" text[];--> statement-breakpoint
-- A beheerder had the rights of their team as well: that is what a coordinator has now, and nobody loses any.
update staff set roles = case
  when role = 'beheerder' and team_id is not null then '{coordinator,beheerder}'::text[] else array[role] end;
--> statement-breakpoint
ALTER TABLE "staff" ALTER COLUMN "roles" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_roles" CHECK ("staff"."roles" <@ array['jongerenwerker', 'casemanager', 'coordinator', 'beheerder', 'schoolmedewerker']::text[]);--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_has_role" CHECK (cardinality("staff"."roles") > 0);
--> statement-breakpoint
-- Keeps the one role of the release before this one in step with the list, whoever of the two writes (decision 0046).
create function keep_role_of_staff() returns trigger language plpgsql as $$
declare
  by_role boolean;
begin
  if tg_op = 'INSERT' then
    by_role := new.roles is null;
  else
    by_role := new.role is distinct from old.role and new.roles is not distinct from old.roles;
  end if;
  if by_role then
    new.roles := case when new.role = 'beheerder' then '{coordinator,beheerder}'::text[] else array[new.role] end;
  end if;
  -- That release knows two: whoever has an agenda is a casemanager to it.
  new.role := case
    when 'casemanager' = any(new.roles) then 'casemanager'
    when 'beheerder' = any(new.roles) then 'beheerder'
    else new.roles[1]
  end;
  return new;
end
$$;
--> statement-breakpoint
create trigger staff_role_in_step before insert or update of role, roles on staff
  for each row execute function keep_role_of_staff();
--> statement-breakpoint
drop trigger account_version_grows on staff;
--> statement-breakpoint
create trigger account_version_grows before update of first_name, last_name, email, role, roles, team_id, organisation_id, active on staff
  for each row when (
    (old.first_name, old.last_name, old.email, old.role, old.roles, old.team_id, old.organisation_id, old.active)
    is distinct from (new.first_name, new.last_name, new.email, new.role, new.roles, new.team_id, new.organisation_id, new.active)
  )
  execute function grow_account_version();
--> statement-breakpoint
drop trigger staff_rights_changed on staff;
--> statement-breakpoint
create trigger staff_rights_changed after update of active, role, roles, team, team_id, organisation_id on staff
  for each row when (
    (old.active, old.roles, old.team_id, old.organisation_id)
    is distinct from (new.active, new.roles, new.team_id, new.organisation_id)
  )
  execute function tell_changed_rights();
