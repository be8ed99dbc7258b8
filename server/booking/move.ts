import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { lost, retry } from '#server/kernel/retry.ts';
import type { Changed } from '#server/kernel/version.ts';
import { isHomeVisit } from '#server/slots/rules.ts';
import { findAppointment } from './findAppointment.ts';
import { isSharedContact } from './isSharedContact.ts';
import { moveDetails, newTimeOf } from './newTime.ts';
import { resolveOnly } from './ownCasemanager.ts';
import { relocate } from './relocate.ts';
import { canChange } from './rules.ts';
import type { MoveInput } from './schema.ts';
import type { Appointment, Invalid, SameTime, Taken, TooLate } from './types.ts';

export type MoveResult =
  | { ok: true; appointment: Appointment }
  | Invalid
  | Taken
  | SameTime
  | NotFound
  | TooLate;

/**
 * Moves an afspraak to another free time, with the same casemanager where that can be. One transaction: the
 * afspraak is not in its own way, and when the new time is taken the old one stands.
 * With a casemanager in the input only that one will do, and at home only who has the afspraak.
 * With a `version` only the afspraak that the jongere saw: when it was changed since, they are told.
 */
export async function move(
  ctx: Ctx,
  token: string,
  input: MoveInput & { version: number | undefined },
): Promise<MoveResult | Changed>;
export async function move(ctx: Ctx, token: string, input: MoveInput): Promise<MoveResult>;
export async function move(
  ctx: Ctx,
  token: string,
  input: MoveInput & { version?: number | undefined },
): Promise<MoveResult | Changed> {
  may(ctx, 'appointment.own.move');
  return retry('an afspraak to move', () => moveOnce(ctx, token, input));
}

async function moveOnce(
  ctx: Ctx,
  token: string,
  input: MoveInput & { version?: number | undefined },
): Promise<MoveResult | Changed | typeof lost> {
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { appointment: old } = found;
  if (!canChange(old, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const roster = await ctx.roster.current();
  const own = resolveOnly(ctx, roster, input.casemanager);
  if (!own.ok) return own;
  const resolved = newTimeOf(roster, old, input);
  if (!resolved.ok) return resolved;
  const { request, stands } = resolved;
  const only = own.only ?? (isHomeVisit(request.modality) ? old.casemanager.id : undefined);
  if (stands && (only === undefined || only === old.casemanager.id)) return found;
  if (input.version !== undefined && input.version !== old.sequence) return { ok: false, error: 'changed' };

  const result = await relocate(ctx, {
    old,
    request,
    preferred: old.casemanager.id,
    only,
    apart: !(await isSharedContact(ctx, old.id)),
    message: null,
    event: (casemanagerId) => ({ what: 'moved', details: moveDetails(old, request, casemanagerId) }),
  });
  if (result.ok) return findAppointment(ctx, token);
  // Moved or cancelled meanwhile: look again.
  return result.error === 'changed' ? lost : result;
}
