import { z } from 'zod';
import { messageSchema } from '#server/booking/schema.ts';

/** The word for a jongere who is asked to choose another time, where else the id of a colleague stands. */
export const chooseAgain = 'again';

/** The most that are moved at once. */
export const mostMoves = 100;

/** What is decided of some afspraken. Messages are the ends of keys `team.error.<message>`. */
export const movesSchema = z.object({
  moves: z
    .array(
      z.object({
        id: z.uuid({ error: 'form-broken' }),
        /** Of the afspraak on the page. */
        version: z.int(),
        to: z.union([z.literal(chooseAgain), z.uuid()], { error: 'colleague-required' }),
      }),
    )
    .min(1, { error: 'nothing-chosen' })
    .max(mostMoves, { error: 'form-broken' }),
  /** A word to each jongere. */
  message: messageSchema.optional(),
});
export type MovesInput = z.output<typeof movesSchema>;

export const illSchema = z.object({
  who: z.uuid({ error: 'form-broken' }),
  /** The last day of it; today when left out. */
  until: z
    .union([z.iso.date({ error: 'until-invalid' }), z.literal('').transform(() => undefined)])
    .optional(),
  message: messageSchema.optional(),
});
export type IllInput = z.output<typeof illSchema>;

/** What is taken back: the absence as it was written, if one was, and the acts beside it. */
export const takeBackIllSchema = z.object({
  absence: z.object({ id: z.uuid(), version: z.int() }).nullable(),
  acts: z.array(z.int().positive()).max(mostMoves * 10),
});
export type TakeBackIllInput = z.output<typeof takeBackIllSchema>;
