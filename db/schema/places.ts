import { sql } from 'drizzle-orm';
import { boolean, check, date, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { oneOf, onlyOf } from './columns.ts';
import { amenities, bookers, messageLevels, modalities } from './words.ts';

/** Parts of a day on ISO weekdays (1 is Monday), `[{ "weekdays": [1, 2], "from": "09:00", "until": "17:00" }]`. */
const weekHours = (name: string) =>
  jsonb(name).$type<{ weekdays: number[]; from: string; until: string }[]>().notNull().default([]);

/** Where casemanagers work. The id is a word that may stand in a URL. */
export const locations = pgTable(
  'locations',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    neighbourhood: text('neighbourhood').notNull(),
    address: text('address').notNull(),
    /** How to find the door, in the languages of the site. */
    directions: text('directions').notNull().default(''),
    directionsEn: text('directions_en').notNull().default(''),
    /** How somebody in a wheelchair, or who hears or sees little, gets in and about. */
    accessibility: text('accessibility').notNull().default(''),
    accessibilityEn: text('accessibility_en').notNull().default(''),
    /** What is there: wifi, a toilet, something to drink. */
    facilities: text('facilities').notNull().default(''),
    facilitiesEn: text('facilities_en').notNull().default(''),
    amenities: text('amenities').array().notNull().default([]),
    modalities: text('modalities').array().notNull(),
    openingHours: weekHours('opening_hours'),
    /** When somebody can come in without an afspraak. */
    walkInHours: weekHours('walk_in_hours'),
    phone: text('phone'),
    /** The day on which it opens again; nobody works there before it. */
    closedUntil: date('closed_until'),
    position: integer('position').notNull().default(0),
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    check('locations_id', sql`${table.id} ~ '^[a-z0-9][a-z0-9-]{0,63}$'`),
    check('locations_modalities', onlyOf(table.modalities, modalities)),
    check('locations_amenities', onlyOf(table.amenities, amenities)),
  ],
);

/** What an afspraak can be about, and how much time that takes. */
export const topics = pgTable(
  'topics',
  {
    id: text('id').primaryKey(),
    label: text('label').notNull(),
    labelEn: text('label_en').notNull(),
    hint: text('hint').notNull().default(''),
    hintEn: text('hint_en').notNull().default(''),
    /** What to bring, shown when the afspraak is made. */
    bring: text('bring').notNull().default(''),
    bringEn: text('bring_en').notNull().default(''),
    durationMinutes: integer('duration_minutes').notNull(),
    gridMinutes: integer('grid_minutes').notNull().default(15),
    bufferBeforeMinutes: integer('buffer_before_minutes').notNull().default(0),
    bufferAfterMinutes: integer('buffer_after_minutes').notNull().default(0),
    bookableBy: text('bookable_by', { enum: bookers }).notNull().default('everybody'),
    /** How much messages about an afspraak of it say at most. */
    messages: text('messages', { enum: messageLevels }).notNull().default('full'),
    position: integer('position').notNull().default(0),
    active: boolean('active').notNull().default(true),
  },
  (table) => [
    check('topics_messages', oneOf(table.messages, messageLevels)),
    check('topics_bookable_by', oneOf(table.bookableBy, bookers)),
    check('topics_id', sql`${table.id} ~ '^[a-z0-9][a-z0-9-]{0,63}$'`),
    check('topics_duration', sql`${table.durationMinutes} between 5 and 480`),
    check('topics_grid', sql`${table.gridMinutes} between 5 and 240 and 1440 % ${table.gridMinutes} = 0`),
    check(
      'topics_buffers',
      sql`${table.bufferBeforeMinutes} between 0 and 120 and ${table.bufferAfterMinutes} between 0 and 120`,
    ),
  ],
);
