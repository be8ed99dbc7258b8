ALTER TABLE "appointments" ADD COLUMN "revised_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
update appointments set revised_at = greatest(booked_at, cancelled_at, created_at);
--> statement-breakpoint
-- By the clock of the database, and here, so that nobody who lets the sequence grow can forget it. Nothing is decided by it.
create function date_revision() returns trigger language plpgsql as $$
begin
  new.revised_at := greatest(now(), old.revised_at);
  return new;
end
$$;
--> statement-breakpoint
create trigger revision_is_dated before update of sequence on appointments
  for each row when (new.sequence > old.sequence) execute function date_revision();
--> statement-breakpoint
-- A walk begins at a location too, and its entry names it.
create or replace function grow_sequences_at_location() returns trigger language plpgsql as $$
begin
  update appointments set sequence = sequence + 1
  where location_id = new.id and status = 'booked' and wiped_at is null
    and (modality = 'wandelen' or (modality = 'op-locatie' and new.address is distinct from old.address));
  return null;
end
$$;
--> statement-breakpoint
drop trigger calendars_hear on locations;
--> statement-breakpoint
create trigger calendars_hear after update of address, name on locations
  for each row when ((new.address, new.name) is distinct from (old.address, old.name))
  execute function grow_sequences_at_location();
