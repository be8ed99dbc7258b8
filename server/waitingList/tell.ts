import { z } from 'zod';
import { messageLevels, reachWays } from '#db/schema/words.ts';
import { channelsOf } from '#server/booking/tell.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';

const rowSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  reachBy: z.enum(reachWays).nullable(),
  messages: z.enum(messageLevels),
});

/** Puts into the outbox what who waits is to hear: as of their afspraak, or where they have none by the way that they gave. */
export async function tell(
  w: Write<WriteCtx>,
  id: string,
  kind: 'waiting-joined' | 'waiting-offer',
): Promise<void> {
  const [row] = await w.tx`
    select coalesce(place.email, own.email) as email, coalesce(place.phone, own.phone) as phone, own.reach_by as "reachBy",
      coalesce(own.messages, 'full') as messages
    from waiting_list place left join appointments own on own.id = place.appointment_id
    where place.id = ${id}`;
  if (row === undefined) return;
  for (const channel of channelsOf(rowSchema.parse(row)))
    w.message({
      kind,
      channel,
      to: { kind: 'jongere' },
      about: { kind: 'waiting-list', id },
      version: Date.parse(w.now),
    });
}
