import { z } from 'zod';
import { auditKinds } from '#db/schema/words.ts';

/** Afspraken that one name can mean; of more, the beheerder says the number. */
export const mostAbout = 20;

/** What of the log is asked for, as an address has it: ids alone, never a name. What is wrong is as if it was not asked. */
export const logQuerySchema = z.object({
  /** Ids of what it is about. An empty list is everything; `none` is nothing, for a name that nobody has. */
  about: z
    .array(z.uuid())
    .max(mostAbout)
    .or(z.tuple([z.literal('none')]))
    .catch([]),
  /** The id of who did it. */
  who: z.uuid().nullable().catch(null),
  kind: z.enum(auditKinds).nullable().catch(null),
  /** First and last date on the clock of the gemeente, both included. */
  from: z.iso.date().nullable().catch(null),
  until: z.iso.date().nullable().catch(null),
  /** The last row of the page before: its day and id. */
  before: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}\.\d{1,15}$/)
    .nullable()
    .catch(null),
});
export type LogQuery = z.output<typeof logQuerySchema>;
