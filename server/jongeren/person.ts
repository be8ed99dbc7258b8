import { z } from 'zod';
import { languages, reachWays } from '#db/schema/words.ts';

/** Who somebody is and how they are reached, as a query gives it; a date is ISO, a telephone E.164. Not of who was forgotten. */
export const personSchema = z.object({
  id: z.uuid(),
  firstName: z.string(),
  infix: z.string().nullable(),
  lastName: z.string(),
  birthDate: z.string(),
  residence: z.string().nullable(),
  secretAddress: z.boolean(),
  address: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  reachNote: z.string().nullable(),
  language: z.enum(languages),
  interpreter: z.string().nullable(),
});
export type Person = z.output<typeof personSchema>;
