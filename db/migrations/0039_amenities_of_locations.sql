ALTER TABLE "locations" ADD COLUMN "amenities" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_amenities" CHECK ("locations"."amenities" <@ array['wheelchair', 'lift', 'quiet-room', 'hearing-loop']::text[]);--> statement-breakpoint
-- What the texts of a location say is there, taken over as data; a sentence that says no is no such word. The texts stay.
update locations set amenities = array(
  select word from (values
    ('wheelchair', '(rolstoel|drempelloos|wheelchair)'), ('lift', '\m(lift|elevator)\M'),
    ('quiet-room', '\m(rustige (kamer|ruimte|plek)|stilteruimte|prikkelarm|quiet room)'), ('hearing-loop', '(ringleiding|hearing loop)')
  ) as known (word, pattern)
  where exists (
    select from regexp_split_to_table(concat_ws('.', directions, accessibility, facilities), '[.!?;]') as sentence
    where sentence ~* pattern and sentence !~* '\m(geen|niet|nog|binnenkort|zonder|alleen|behalve|tred?en?|trede|trap|trappen|kapot|defect|no|not|without|only|except|steps?|stairs|broken)\M'
  )
);
