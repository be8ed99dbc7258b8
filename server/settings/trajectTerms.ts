import { z } from 'zod';
import { datedSchema } from './dated.ts';

/** Within how many days after a melding; no law says so, the instruction of a gemeente does. */
const kindSchema = z.strictObject({
  /** Somebody tried to reach the jongere. */
  contactDays: z.int().min(1).max(90).default(5),
  /** There was an intake. */
  intakeDays: z.int().min(1).max(180).default(14),
});

const termsSchema = z.strictObject({
  /** What is new is assigned within so many working days. */
  assignDays: z.int().min(1).max(20).default(2),
  /** By kind of melding. */
  kinds: z
    .strictObject({
      v3: kindSchema.prefault({}),
      v4: kindSchema.prefault({}),
      rmc: kindSchema.prefault({}),
      lrv: kindSchema.prefault({}),
      luxe: kindSchema.prefault({}),
      overig: kindSchema.prefault({}),
      uit: kindSchema.prefault({}),
      abs: kindSchema.prefault({}),
      overstap: kindSchema.prefault({}),
      'no-show': kindSchema.prefault({}),
      kwetsbaar: kindSchema.prefault({}),
      zelf: kindSchema.prefault({}),
    })
    .prefault({}),
});

/** Terms of meldingen, each with the date from which they hold. A melding keeps those of the day on which it came in. */
export const trajectTermsSchema = datedSchema(termsSchema.prefault({}));

export type Terms = z.infer<typeof termsSchema>;
export type TrajectTerms = z.infer<typeof trajectTermsSchema>;
