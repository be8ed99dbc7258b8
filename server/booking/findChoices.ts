import { and, eq, ne } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { type Modality, modalitySchema } from '#server/slots/schema.ts';

/** What somebody had chosen when their hold ended, so that they need not choose it again. */
export interface Choices {
  topic: string;
  modality: Modality;
  /** Undefined where it does not matter. */
  location: string | undefined;
  /** Epoch ms. */
  start: number;
}

/** The choices of a hold, also of one that is over; null when the token is not known (any more). */
export async function findChoices(ctx: Ctx, holdToken: string): Promise<Choices | null> {
  may(ctx, 'hold.read');
  if (!looksLikeToken(holdToken)) return null;
  const [row] = await ctx.db
    .select()
    .from(appointments)
    .where(and(eq(appointments.holdTokenHash, hashToken(holdToken)), ne(appointments.status, 'booked')))
    .limit(1);
  if (!row) return null;
  const modality = modalitySchema.parse(row.modality);
  return {
    topic: row.topicId,
    modality,
    location: meetsAtLocation(modality) ? row.locationId : undefined,
    start: row.startsAt.getTime(),
  };
}
