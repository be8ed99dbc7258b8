import { z } from 'zod';
import { meldingKinds, toldWords } from '#db/schema/words.ts';
import { emailSchema, phoneSchema } from '#server/booking/schema.ts';
import { jongereFields, jongereSchema } from '#server/jongeren/schema.ts';
import { optionalText, visibleText } from '#server/kernel/schema.ts';
import { type MeldingKind, schoolKinds } from './kinds.ts';

// What is sent about a melding. Messages are keys of `server/kernel/texts`.

const words = { required: 'text-required', tooLong: 'text-too-long', notAllowed: 'text-not-allowed' };
const optional = (most: number, lines: 'one' | 'many') => optionalText({ most, lines, words });
const dateSchema = z.iso.date({ error: 'date-invalid' });

/** What was seen and done, and what is asked; the same from a page, a list and a system. */
export const meldingFields = {
  kind: z.enum(meldingKinds, { error: 'kind-required' }),
  beganOn: dateSchema,
  endedOn: dateSchema.optional(),
  hoursMissed: z
    .int({ error: 'missed-hours-invalid' })
    .min(1, { error: 'missed-hours-invalid' })
    .max(2000, { error: 'missed-hours-invalid' })
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
const pupilFields = {
  ...jongereFields,
  pupilNumber: optional(40, 'one'),
  programme: optional(120, 'one'),
};

const takenIn = <Kind extends z.ZodType<MeldingKind>>(kind: Kind) =>
  z.object({
    pupil: z.object(pupilFields),
    melding: z
      .object({ ...meldingFields, kind })
      .refine(({ beganOn, endedOn }) => endedOn === undefined || beganOn <= endedOn, {
        path: ['endedOn'],
        error: 'ends-before-begin',
      })
      .refine(({ asks, asksNothing }) => asks === undefined || asksNothing === undefined, {
        path: ['asksNothing'],
        error: 'asks-both',
      }),
  });

const takeInSchema = takenIn(meldingFields.kind);
export type TakeInInput = z.output<typeof takeInSchema>;

/** What a school reports: of the kinds that are a school's. */
export const reportSchema = takenIn(z.enum(schoolKinds, { error: 'kind-required' }));
export type ReportInput = z.output<typeof reportSchema>;

/** The number that the system of a school gives a melding; it can stand in an address as it is (RFC 3986 2.3; of dots alone 5.2.4). */
export const ownNumberSchema = z
  .string({ error: 'own-number-invalid' })
  .regex(/^(?!\.{1,2}$)[A-Za-z0-9._~-]{1,60}$/, { error: 'own-number-invalid' });

export const additionSchema = z.object({
  body: visibleText({ most: 1000, lines: 'many', words }),
});
export type AdditionInput = z.output<typeof additionSchema>;

/** Why a melding is withdrawn; whoever has it reads that as an addition. */
export const withdrawSchema = z.object({ reason: optional(1000, 'many') });
export type WithdrawInput = z.output<typeof withdrawSchema>;

/** What a colleague can begin a traject with: somebody came, needs to be watched, or they worry. */
export const beginKinds = ['zelf', 'kwetsbaar', 'overig'] as const;

/** Somebody whom the gemeente itself writes down, and the afspraak that they have. */
export const beginSchema = z.object({
  kind: z.enum(beginKinds, { error: 'kind-required' }),
  pupil: jongereSchema,
  reason: optional(1000, 'many'),
  appointment: z.uuid({ error: 'form-broken' }).optional(),
});
export type BeginInput = z.output<typeof beginSchema>;
