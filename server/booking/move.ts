import type { Ctx } from '../context.ts';
import { dateInAmsterdam } from '../time.ts';
import { claim } from './claim.ts';
import { findAppointment } from './findAppointment.ts';
import { endOldHolds } from './forget.ts';
import { recordEvent } from './recordEvent.ts';
import type { MoveInput } from './schema.ts';
import type { Appointment, Invalid, NotFound, Taken } from './types.ts';
import { resolveWish, timesOf, toRange } from './wish.ts';

/** It is over, or it was cancelled: there is nothing left to move or cancel. */
export type TooLate = { ok: false; error: 'too-late' };

/**
 * Moves an afspraak to another free time, with the same casemanager where that can be. One transaction: the
 * afspraak is not in its own way, and when the new time is taken the old one stands.
 */
export async function move(
  ctx: Ctx,
  token: string,
  input: MoveInput,
): Promise<{ ok: true; appointment: Appointment } | Invalid | Taken | NotFound | TooLate> {
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { appointment: old } = found;
  if (old.status !== 'booked' || old.start <= ctx.clock.now()) return { ok: false, error: 'too-late' };

  const modality = input.modality ?? old.modality;
  const location = input.location ?? (modality === 'op-locatie' ? old.location.id : undefined);
  const resolved = resolveWish(await ctx.roster.current(), {
    ...input,
    topic: old.topic.id,
    location,
    modality,
  });
  if (!resolved.ok) return resolved;
  const { wish } = resolved;
  // Asked twice, or once more after a lost answer: it stands there already.
  const stands = old.start === wish.start && old.modality === modality;
  if (stands && (location === undefined || location === old.location.id)) return found;
  if (modality === 'telefoon' && old.phone === null) {
    return { ok: false, error: 'invalid', errors: [{ field: 'modality', message: 'phone-needed-for-call' }] };
  }

  const { end, occupiedFrom, occupiedUntil } = timesOf(wish);
  const leaving = { casemanagerId: old.casemanager.id, date: dateInAmsterdam(old.start) };
  const query = { wish, except: old.id, preferred: old.casemanager.id, locks: { days: [leaving] } };
  const result = await claim<string, 'changed'>(ctx, query, async ({ tx, candidate, date, now }) => {
    const during = toRange(occupiedFrom, occupiedUntil);
    await endOldHolds(tx, { casemanagerId: candidate.casemanagerId, during, now });
    const [blocked] = await tx`
      select from appointments
      where casemanager_id = ${candidate.casemanagerId} and during && ${during}::tstzrange
        and status in ('held', 'booked') and id <> ${old.id}`;
    if (blocked) return { kind: 'lost' };
    // The sequence tells whether it is still the afspraak that we read.
    const rows = await tx`
      update appointments
      set starts_at = ${new Date(wish.start).toISOString()}, ends_at = ${new Date(end).toISOString()},
          during = ${during}::tstzrange, local_date = ${date}, casemanager_id = ${candidate.casemanagerId},
          location_id = ${candidate.location}, modality = ${wish.modality}, sequence = sequence + 1, outcome = null,
          choose_again_at = null, kept_outside_hours = false, message_to_jongere = null
      where id = ${old.id} and status = 'booked' and sequence = ${old.sequence}
      returning id`;
    if (rows.length === 0) return { kind: 'refused', value: 'changed' };
    const from = new Date(old.start).toISOString();
    const to = new Date(wish.start).toISOString();
    await recordEvent(tx, ctx.actor, now, { appointmentId: old.id, kind: 'moved', details: { from, to } });
    return { kind: 'won', value: candidate.casemanagerId };
  });
  // Moved or cancelled meanwhile: look again, which ends because each change is somebody's that went through.
  if (!result.ok) return 'refused' in result ? move(ctx, token, input) : result;
  ctx.changes.say({ casemanagers: [old.casemanager.id, result.value] });
  return findAppointment(ctx, token);
}
