import type { Write } from '#server/kernel/write.ts';
import type { Appointment } from './types.ts';

/**
 * Writes down that the jongere of an afspraak is there, or takes that back, and tells whose agenda it is. Saying it again changes
 * nothing. Answers false when it does not stand any more, or was changed since it was read.
 */
export async function setArrival(
  w: Write,
  { id, sequence }: Pick<Appointment, 'id' | 'sequence'>,
  here: boolean,
): Promise<boolean> {
  const { tx, now } = w;
  const [row] = await tx<{ casemanagerId: string; wasHere: boolean }[]>`
    select casemanager_id as "casemanagerId", here_at is not null as "wasHere"
    from appointments where id = ${id} and status = 'booked' and wiped_at is null and sequence = ${sequence}
    for update`;
  if (!row) return false;
  if (row.wasHere === here) return true;
  await tx`update appointments set here_at = ${here ? now : null}::timestamptz where id = ${id}`;
  w.record({ about: { kind: 'appointment', id }, what: here ? 'arrived' : 'arrival-taken-back' });
  w.changed({ agenda: [row.casemanagerId] });
  return true;
}
