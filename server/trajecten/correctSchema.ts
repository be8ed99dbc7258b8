import { z } from 'zod';
import { emailSchema, languageSchema, phoneSchema } from '#server/booking/schema.ts';
import { jongereFields } from '#server/jongeren/schema.ts';
import { optionalText, versionSchema } from '#server/kernel/schema.ts';

// What is sent to correct what is kept of a jongere. Messages are keys of the texts of its page.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };
const line = (most: number) => optionalText({ most, lines: 'one', words });

/** One of the parents or guardians; without an id a new one, without a name one who goes. */
const guardianSchema = z.object({
  id: z.uuid().optional(),
  name: line(120),
  email: emailSchema.optional(),
  phone: phoneSchema.optional(),
  reachNote: line(200),
});

/** The number at a school, and what it was on the page. */
const enrolmentSchema = z.object({ id: z.uuid(), pupilNumber: line(40), was: line(40) });

export const correctSchema = z.object({
  version: versionSchema,
  ...jongereFields,
  language: languageSchema,
  /** They are called so by a name of one letter. */
  oneLetter: z.boolean().default(false),
  guardians: z.array(guardianSchema).max(8).default([]),
  enrolments: z.array(enrolmentSchema).max(40).default([]),
  /** Left out, it stays as it is. */
  bsn: z.string().optional(),
  removeBsn: z.boolean().default(false),
  /** What the jongere asked, which is done with this. */
  request: z.uuid().optional(),
});
export type CorrectInput = z.output<typeof correctSchema>;
