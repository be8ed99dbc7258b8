import { z } from 'zod';
import { messageSchema } from '#server/booking/schema.ts';

/** The word for a jongere who has to choose another time, where else the id of a colleague stands. */
export const chooseAgain = 'again';

/** The word for any colleague of the team who is free then; where none is, the jongere chooses another time. */
export const anyone = 'anyone';

/** What is decided of all that stands under somebody who leaves. Messages are the ends of keys `leaving.error.<message>`. */
export const leavePlanSchema = z.object({
  /** Of each afspraak to come its version on the page, and who takes it over. */
  appointments: z.array(
    z.object({
      id: z.uuid(),
      version: z.int(),
      to: z.union([z.literal(chooseAgain), z.literal(anyone), z.uuid()], { error: 'colleague-required' }),
    }),
  ),
  /** Who sees to the jongeren who choose again, until they did; null where nobody can. */
  keeper: z.uuid().nullable(),
  /** Open chats: back to the queue, or to a colleague. */
  chats: z.union([z.literal('queue'), z.uuid()], { error: 'colleague-required' }),
  /** Their own ready-made replies: for the team from now on, or gone. */
  replies: z.enum(['team', 'drop']),
  /** A word to each jongere. */
  message: messageSchema,
});
export type LeavePlan = z.output<typeof leavePlanSchema>;
