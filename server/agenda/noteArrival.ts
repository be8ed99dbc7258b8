import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { canSayHere } from '#server/booking/rules.ts';
import { setArrival } from '#server/booking/setArrival.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';

export type NoteArrivalResult =
  | { ok: true }
  | NotFound
  /** It is not the time, it does not stand any more, or nobody comes for it. */
  | { ok: false; error: 'not-now' };

/** Somebody at the desk notes that a jongere of the own team is there, or takes that back; their casemanager sees it at once. */
export async function noteArrival(ctx: Ctx, id: string, here: boolean): Promise<NoteArrivalResult> {
  may(ctx, 'appointment.arrival');
  const found = await findOfTeam(ctx, 'appointment.arrival', id);
  if (!found.ok) return found;
  const { appointment } = found;
  if (!canSayHere(appointment, ctx.clock.now())) return { ok: false, error: 'not-now' };
  const done = await write(ctx, (w) => setArrival(w, appointment, here));
  return done ? { ok: true } : { ok: false, error: 'not-now' };
}
