-- What the entry of an afspraak in somebody's calendar shows, and that stands elsewhere: the link to a video afspraak and
-- the address of a place. When that changes the sequence of the afspraak grows, so that its file replaces the entry.
create function grow_sequences_of_video() returns trigger language plpgsql as $$
begin
  update appointments set sequence = sequence + 1
  where casemanager_id = new.id and modality = 'video' and status = 'booked' and wiped_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger calendars_hear after update of meeting_link on staff
  for each row when (new.meeting_link is distinct from old.meeting_link)
  execute function grow_sequences_of_video();
--> statement-breakpoint
create function grow_sequences_at_location() returns trigger language plpgsql as $$
begin
  update appointments set sequence = sequence + 1
  where location_id = new.id and modality = 'op-locatie' and status = 'booked' and wiped_at is null;
  return null;
end
$$;
--> statement-breakpoint
create trigger calendars_hear after update of address on locations
  for each row when (new.address is distinct from old.address)
  execute function grow_sequences_at_location();
