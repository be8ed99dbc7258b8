import { z } from 'zod';
import { dayParts, waitingModalities } from '#db/schema/words.ts';
import { ageGroupSchema, contactSchema, languageSchema, nameSchema } from '#server/booking/schema.ts';
import { slugSchema } from '#server/slots/schema.ts';

// Messages are keys of `server/kernel/texts`.

/** For how many weeks somebody without an afspraak can wait. */
export const waitWeeks = [1, 2, 4, 8] as const;
/** How many days from today at least. */
export const daysAheadChoices = [0, 1, 2] as const;

const number = (choices: readonly number[]) =>
  z.coerce.number({ error: 'choice-unknown' }).refine((value) => choices.includes(value), {
    error: 'choice-unknown',
  });
const manyOf = <T extends z.ZodType>(one: T) => z.array(one, { error: 'choice-unknown' }).max(50);

/** What somebody will take. An empty list is anything, but for the ways to meet. */
export const wishesSchema = z.object({
  locations: manyOf(slugSchema),
  modalities: manyOf(z.enum(waitingModalities, { error: 'choice-unknown' })).min(1, {
    error: 'waiting-way-required',
  }),
  weekdays: manyOf(number([1, 2, 3, 4, 5, 6, 7])),
  dayParts: manyOf(z.enum(dayParts, { error: 'choice-unknown' })),
  daysAhead: number(daysAheadChoices),
});
export type WishesInput = z.output<typeof wishesSchema>;

/** So many weeks from today, for who has no afspraak. */
export const weeksSchema = number(waitWeeks);

export const joinSchema = z.object({
  topic: z.string({ error: 'topic-unknown' }),
  ...wishesSchema.shape,
  weeks: weeksSchema,
  name: nameSchema,
  ageGroup: ageGroupSchema,
  contact: contactSchema,
  language: languageSchema.optional(),
});
export type JoinInput = z.output<typeof joinSchema>;

export const changeSchema = z.object({ ...wishesSchema.shape, weeks: weeksSchema.optional() });
export type ChangeInput = z.output<typeof changeSchema>;
