import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { callOff } from './callOff.ts';
import { findAppointment } from './findAppointment.ts';
import { canChange } from './rules.ts';
import type { TooLate } from './types.ts';

interface CancelInput {
  reason?: string | undefined;
}

/**
 * Cancels an afspraak that is still to come; its time is free at once. Cancelling again changes nothing.
 * With a `version` only the afspraak that the jongere saw: when it was changed since, they are told.
 */
export async function cancel(
  ctx: Ctx,
  token: string,
  input: CancelInput & { version: number | undefined },
): Promise<{ ok: true } | NotFound | TooLate | Changed>;
export async function cancel(
  ctx: Ctx,
  token: string,
  input?: CancelInput,
): Promise<{ ok: true } | NotFound | TooLate>;
export async function cancel(
  ctx: Ctx,
  token: string,
  input: CancelInput & { version?: number | undefined } = {},
): Promise<{ ok: true } | NotFound | TooLate | Changed> {
  may(ctx, 'appointment.own.cancel');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { id, status, sequence } = found.appointment;
  if (status === 'cancelled') return { ok: true };
  if (!canChange(found.appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  if (input.version !== undefined && input.version !== sequence) return { ok: false, error: 'changed' };
  const done = await callOff(ctx, {
    id,
    version: input.version,
    reason: input.reason || null,
    message: null,
  });
  return done !== null || input.version === undefined ? { ok: true } : { ok: false, error: 'changed' };
}
