import { z } from 'zod';
import { forgetPerson } from '#server/booking/forget.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';

const rowsSchema = z.array(z.object({ waitingId: z.uuid(), casemanagerId: z.uuid().nullable() }));

/**
 * Ends open offers, and the holds that keep their times: they are free at once. Call with the places locked. Answers the ids
 * of the places of those that were open.
 */
export async function closeOffers(
  w: Write<WriteCtx>,
  ids: readonly string[],
  state: 'declined' | 'lapsed' | 'withdrawn',
): Promise<string[]> {
  const rows = await w.tx`
    with closed as (
      update waiting_list_offers set state = ${state}
      where id = any(${[...ids]}::uuid[]) and state = 'open'
      returning waiting_id, appointment_id
    ), freed as (
      update appointments set status = 'expired', ${forgetPerson(w.tx)}
      where id in (select appointment_id from closed) and status = 'held'
      returning id, casemanager_id
    )
    select waiting_id as "waitingId", casemanager_id as "casemanagerId"
    from closed left join freed on freed.id = closed.appointment_id`;
  const closed = rowsSchema.parse([...rows]);
  for (const { waitingId } of closed)
    w.record({ about: { kind: 'waiting-list', id: waitingId }, what: state });
  w.changed({ agenda: closed.flatMap(({ casemanagerId }) => casemanagerId ?? []) });
  return closed.map(({ waitingId }) => waitingId);
}
