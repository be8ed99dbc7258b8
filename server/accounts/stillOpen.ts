import { z } from 'zod';
import type { Write, WriteCtx } from '#server/kernel/write.ts';

/** What somebody still has who leaves, or has no agenda any more: somebody else has to do it. */
export interface StillOpen {
  /** Afspraken to come. */
  appointments: number;
  /** Conversations that they took and that are not over. */
  conversations: number;
  /** Trajecten that they own and that are not closed. */
  trajecten: number;
}

const openSchema = z.object({ appointments: z.int(), conversations: z.int(), trajecten: z.int() });

/** What stands under somebody; null when nothing does. Under the lock of the roster, so that no booking comes in between. */
export async function stillOpen(w: Write<WriteCtx>, staffId: string): Promise<StillOpen | null> {
  const [row] = await w.tx`
    select
      (select count(*)::int from appointments
        where casemanager_id = ${staffId} and status = 'booked' and ends_at > ${w.now}) as appointments,
      (select count(*)::int from chat_conversations
        where casemanager_id = ${staffId} and status <> 'closed') as conversations,
      (select count(*)::int from trajecten
        where owner_id = ${staffId} and closed_at is null and joined_into_id is null) as trajecten`;
  const open = openSchema.parse(row);
  return open.appointments > 0 || open.conversations > 0 || open.trajecten > 0 ? open : null;
}
