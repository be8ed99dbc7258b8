import type { TransactionSql } from 'postgres';
import { type BookedTime, bookedOf, type Contact } from './bookedOf.ts';
import { endOf, type SlotRequest } from './slotRequest.ts';
import type { SameTime } from './types.ts';

/** The names to lock, so that two afspraken of one contact are not made at once; null without contact. */
export const namesOf = ({ email, phone }: Contact): (string | null)[] => [email, phone];

/**
 * The afspraak that this contact has at a requested time, with any casemanager, without buffers: nobody can be in two places.
 * `except` is one that is about to move. Call with `namesOf` the contact locked.
 */
export async function findSameTime(
  tx: TransactionSql,
  contact: Contact,
  request: Pick<SlotRequest, 'topic' | 'start'>,
  except: string | null = null,
): Promise<SameTime | null> {
  const booked = await bookedOf(tx, contact, request.start);
  return sameTimeAmong(
    booked.filter(({ id }) => id !== except),
    request,
  );
}

/** The same, among what the contact is known to have. */
export function sameTimeAmong(
  booked: readonly BookedTime[],
  request: Pick<SlotRequest, 'topic' | 'start'>,
): SameTime | null {
  const until = endOf(request);
  const same = booked.find(({ start, end }) => start < until && end > request.start);
  return same ? { ok: false, error: 'same-time', start: same.start, end: same.end } : null;
}
