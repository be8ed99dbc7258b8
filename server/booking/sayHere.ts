import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findAppointment } from './findAppointment.ts';
import { canSayHere } from './rules.ts';
import { setArrival } from './setArrival.ts';
import type { TooLate } from './types.ts';

export type SayHereResult =
  | { ok: true }
  | NotFound
  /** It is not at a location, or not yet the time. */
  | { ok: false; error: 'too-early' }
  | TooLate;

/** A jongere says by the private link that they are there, from half an hour before the start; or takes it back. */
export async function sayHere(ctx: Ctx, token: string, here: boolean): Promise<SayHereResult> {
  may(ctx, 'appointment.own.here');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { appointment } = found;
  const now = ctx.clock.now();
  if (!canSayHere(appointment, now))
    return { ok: false, error: now < appointment.start ? 'too-early' : 'too-late' };
  const done = await write(ctx, (w) => setArrival(w, appointment, here));
  return done ? { ok: true } : { ok: false, error: 'too-late' };
}
