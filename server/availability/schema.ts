import { z } from 'zod';

/** How a jongere and a casemanager meet. */
export const modalities = ['op-locatie', 'telefoon', 'video'] as const;
export const modalitySchema = z.enum(modalities);
export type Modality = z.infer<typeof modalitySchema>;

/** A calendar date in Europe/Amsterdam, `2026-11-23`, that exists. */
export const dateSchema = z.iso.date();

/** A word that names a location or a topic, as it stands in a URL. */
export const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
