import { z } from 'zod';
import { meldingKinds, toldWords } from '#db/schema/words.ts';
import { emailSchema, phoneSchema } from '#server/booking/schema.ts';
import { jongereFields } from '#server/jongeren/schema.ts';
import { anyText, visibleText } from '#server/kernel/schema.ts';

// What is sent about a melding. Messages are keys of `server/kernel/texts`.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };
const optional = (most: number, lines: 'one' | 'many') =>
  anyText({ most, lines, words })
    .transform((text) => (text === '' ? undefined : text))
    .optional();
const dateSchema = z.iso.date({ error: 'date-invalid' });

/** What was seen and done, and what is asked; the same from a page, a list and a system. */
export const meldingFields = {
  kind: z.enum(meldingKinds, { error: 'kind-required' }),
  beganOn: dateSchema,
  endedOn: dateSchema.optional(),
  hoursMissed: z
    .int({ error: 'hours-invalid' })
    .min(1, { error: 'hours-invalid' })
    .max(2000, { error: 'hours-invalid' })
    .optional(),
  allLessons: z.boolean().optional(),
  reason: optional(1000, 'many'),
  schoolDid: optional(1000, 'many'),
  /** What the school asks of us, or why it asks nothing; never both. */
  asks: optional(500, 'many'),
  asksNothing: optional(300, 'many'),
  told: z.enum(toldWords, { error: 'told-required' }).optional(),
  location: optional(120, 'one'),
  contactName: optional(120, 'one'),
  contactFunction: optional(80, 'one'),
  contactEmail: emailSchema.optional(),
  contactPhone: phoneSchema.optional(),
};

/** Whom it is about, with the number that the school knows them by. */
export const pupilFields = {
  ...jongereFields,
  pupilNumber: optional(40, 'one'),
  programme: optional(120, 'one'),
};

export const takeInSchema = z.object({
  pupil: z.object(pupilFields),
  melding: z
    .object(meldingFields)
    .refine(({ beganOn, endedOn }) => endedOn === undefined || beganOn <= endedOn, {
      path: ['endedOn'],
      error: 'ends-before-begin',
    })
    .refine(({ asks, asksNothing }) => asks === undefined || asksNothing === undefined, {
      path: ['asksNothing'],
      error: 'asks-both',
    }),
});
export type TakeInInput = z.output<typeof takeInSchema>;

export const additionSchema = z.object({
  body: visibleText({ most: 1000, lines: 'many', words }),
});
