import { z } from 'zod';
import { modalities, weekParities } from '#db/schema/words.ts';

export const modalitySchema = z.enum(modalities);
export type Modality = z.infer<typeof modalitySchema>;

export const weekParitySchema = z.enum(weekParities);
export type WeekParity = z.infer<typeof weekParitySchema>;

/** Why one casemanager cannot be booked at one time, most fundamental first. */
export const whyNots = [
  'past',
  'too-soon',
  'beyond-horizon',
  'off-grid',
  'closed',
  'absent',
  'not-working',
  'other-location',
  'modality',
  'busy',
  // Busy by a calendar of their own. `findCandidates` alone can tell that from an afspraak.
  'elsewhere',
  'day-full',
] as const;
export type WhyNot = (typeof whyNots)[number];

/** A calendar date in Europe/Amsterdam, `2026-11-23`, that exists. */
export const dateSchema = z.iso.date();

/** A word that names a location or a topic, as it stands in a URL. */
export const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
