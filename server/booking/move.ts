import type { Ctx } from '../context.ts';
import { findAppointment } from './findAppointment.ts';
import { relocate } from './relocate.ts';
import type { MoveInput } from './schema.ts';
import type { Appointment, Invalid, NotFound, Taken } from './types.ts';
import { resolveWish } from './wish.ts';

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

  const from = new Date(old.start).toISOString();
  const to = new Date(wish.start).toISOString();
  const result = await relocate(ctx, {
    old,
    wish,
    preferred: old.casemanager.id,
    message: null,
    event: () => ({ kind: 'moved', details: { from, to } }),
  });
  // Moved or cancelled meanwhile: look again, which ends because each change is somebody's that went through.
  if (!result.ok) return result.error === 'changed' ? move(ctx, token, input) : result;
  return findAppointment(ctx, token);
}
