import { z } from 'zod';
import { listKinds, meldingKinds, planDoers } from '#db/schema/words.ts';
import type { Span } from './dates.ts';
import deOverstap from './plans/deOverstap.json' with { type: 'json' };

/** `1-03-14`: 14 March of the year in which the school year ends; with 0 of the year in which it begins. */
const dayOfYear = z
  .string()
  .regex(/^[01]-\d{2}-\d{2}$/)
  // Of any year: 29 February is in few.
  .refine((day) => z.iso.date().safeParse(`2027${day.slice(1)}`).success);

const templateSchema = z.strictObject({
  name: z.string().min(1).max(80),
  steps: z
    .array(
      z
        .strictObject({
          title: z.string().min(1).max(120),
          note: z.string().min(1).max(500),
          doer: z.enum(planDoers).exclude(['team']),
          from: dayOfYear,
          until: dayOfYear,
          melding: z.enum(meldingKinds).optional(),
          list: z.enum(listKinds).optional(),
        })
        .refine(({ from, until }) => from <= until),
    )
    .min(1),
});
export type PlanTemplate = z.output<typeof templateSchema>;

/** The plans that come along, by the word by which a page asks for one. */
export const planTemplates = { 'de-overstap': templateSchema.parse(deOverstap) } as const;

/** When a step of a plan that comes along is meant to be, in a school year. */
export function meantIn({ from, until }: PlanTemplate['steps'][number], schoolYear: number): Span {
  const inYear = (day: string) => `${schoolYear + Number(day[0])}${day.slice(1)}`;
  return { from: inYear(from), until: inYear(until) };
}
