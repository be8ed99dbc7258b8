import { may } from '#server/access/may.ts';
import { callOff } from '#server/booking/callOff.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { Done } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { ChangeInput } from './schema.ts';

/** Cancels an afspraak that is not over, with a word to the jongere that the private page shows. */
export async function cancelForJongere(
  ctx: Ctx,
  id: string,
  { version, message }: ChangeInput,
): Promise<Done | NotFound | Changed | TooLate> {
  may(ctx, 'appointment.cancel');
  const found = await findOfTeam(ctx, 'appointment.cancel', id);
  if (!found.ok) return found;
  const { appointment } = found;
  if (appointment.sequence !== version) return { ok: false, error: 'changed' };
  if (!canStill('cancel', appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const done = await callOff(ctx, { id, version, reason: null, message: message || null });
  return done ?? { ok: false, error: 'changed' };
}
