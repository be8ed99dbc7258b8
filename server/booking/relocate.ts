import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { BookingWindow } from '#server/slots/types.ts';
import { type ClaimQuery, claim } from './claim.ts';
import { endOldHolds } from './forget.ts';
import { findSameTime, namesOf } from './sameTime.ts';
import { type SlotRequest, timesOf, toRange } from './slotRequest.ts';
import { tell } from './tell.ts';
import type { Appointment, SameTime, Taken } from './types.ts';
import { beforeAct, type Done, recordUndoable } from './undoable.ts';

/** A change of time, location or casemanager of a booked afspraak. */
export interface Relocation {
  /** The afspraak as it was read; when it changed since, nothing is written. */
  old: Pick<Appointment, 'id' | 'start' | 'sequence' | 'casemanager' | 'email' | 'phone'>;
  request: SlotRequest;
  /** The casemanager who is tried first, whatever their load. */
  preferred?: string | undefined;
  /** The only casemanager allowed. */
  only?: string | undefined;
  /** The period that may be booked; the gemeente's limits for jongeren unless given. */
  window?: BookingWindow | undefined;
  /** Whether another afspraak of the same contact at that time is a reason to refuse. */
  apart: boolean;
  /** A word of the casemanager to the jongere. */
  message: string | null;
  /** The history entry, made once the casemanager is known. */
  event: (casemanagerId: string) => { what: 'moved' | 'handed-over'; details: Record<string, string> };
}

/**
 * Moves an afspraak to another time, location or casemanager in one transaction. The afspraak does not block itself, and when the
 * new time is taken the old one stays.
 */
export async function relocate(
  ctx: Ctx,
  { old, request, preferred, only, window, apart, message, event }: Relocation,
): Promise<Done | Changed | SameTime | Taken> {
  const { end, occupiedFrom, occupiedUntil } = timesOf(request);
  const leaving = { casemanagerId: old.casemanager.id, date: dateInAmsterdam(old.start) };
  const query: ClaimQuery<'changed' | SameTime> = {
    request,
    except: old.id,
    preferred,
    only,
    window,
    locks: { names: namesOf(old), days: [leaving] },
    check: async (tx) => (apart ? findSameTime(tx, old, request, old.id) : null),
  };
  const result = await claim<number | null, 'changed' | SameTime>(
    ctx,
    query,
    async ({ w, candidate, date }) => {
      const { tx, now } = w;
      const { casemanagerId, location } = candidate;
      const during = toRange(occupiedFrom, occupiedUntil);
      await endOldHolds(tx, { casemanagerId, during, now });
      const [blocked] = await tx`
      select from appointments
      where casemanager_id = ${casemanagerId} and during && ${during}::tstzrange
        and status in ('held', 'booked') and id <> ${old.id}`;
      if (blocked) return { kind: 'lost' };
      const before = await beforeAct(w, old.id);
      // The sequence tells whether the afspraak is still as it was read.
      const rows = await tx`
      update appointments
      set starts_at = ${new Date(request.start).toISOString()}, ends_at = ${new Date(end).toISOString()},
          during = ${during}::tstzrange, local_date = ${date}, casemanager_id = ${casemanagerId},
          location_id = ${location}, modality = ${request.modality},
          visit_address = case when ${request.modality} = 'huisbezoek' then visit_address end, sequence = sequence + 1, outcome = null,
          choose_again_at = null, kept_outside_hours = false, message_to_jongere = ${message}
      where id = ${old.id} and status = 'booked' and sequence = ${old.sequence}
      returning id`;
      if (rows.length === 0) return { kind: 'refused', value: 'changed' };
      const entry = { about: { kind: 'appointment' as const, id: old.id }, ...event(casemanagerId) };
      const undo = await recordUndoable(w, entry, before);
      await tell(w, old.id, entry.what);
      w.changed({ agenda: [...new Set([old.casemanager.id, casemanagerId])] });
      return { kind: 'won', value: undo };
    },
  );
  if (!result.ok) {
    if (!('refused' in result)) return result;
    return result.refused === 'changed' ? { ok: false, error: 'changed' } : result.refused;
  }
  return { ok: true, undo: result.value };
}
