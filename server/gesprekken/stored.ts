import { z } from 'zod';
import {
  askAgainAfter,
  dayParts,
  invitationAnswers,
  invitationEnds,
  invitationWays,
} from '#db/schema/words.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';

/** What is kept of an invitation and of its answer; instants are epoch ms. */
export const invitationShape = z.object({
  id: z.uuid(),
  way: z.enum(invitationWays),
  expiresAt: storedInstant,
  endedWhy: z.enum(invitationEnds).nullable(),
  answer: z.enum(invitationAnswers).nullable(),
  answeredAt: storedInstant.nullable(),
  where: z.string().nullable(),
  phone: z.string().nullable(),
  part: z.enum(dayParts).nullable(),
  again: z.enum(askAgainAfter).nullable(),
});
