import { z } from 'zod';

/** How a jongere and a casemanager meet. */
export const modalities = ['op-locatie', 'telefoon', 'video'] as const;
export const modalitySchema = z.enum(modalities);
export type Modality = z.infer<typeof modalitySchema>;

/** In which ISO weeks a weekly rule holds: every week, or those with an even or an odd number. */
export const weekParities = ['alle', 'even', 'oneven'] as const;
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
  'day-full',
] as const;
export type WhyNot = (typeof whyNots)[number];

/** A calendar date in Europe/Amsterdam, `2026-11-23`, that exists. */
export const dateSchema = z.iso.date();

/** A word that names a location or a topic, as it stands in a URL. */
export const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
