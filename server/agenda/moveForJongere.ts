import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { moveDetails, newTimeOf } from '#server/booking/newTime.ts';
import { relocate } from '#server/booking/relocate.ts';
import type { Invalid, SameTime, Taken, TooLate } from '#server/booking/types.ts';
import type { Done } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { MoveForJongereInput } from './schema.ts';

/**
 * Moves an afspraak to another free time of its casemanager, or of the colleague `casemanager` of the team;
 * without notice, since they agree on it together. The old one stays when the new time is taken, or when the jongere has
 * another afspraak then and staff do not insist.
 */
export async function moveForJongere(
  ctx: Ctx,
  id: string,
  input: MoveForJongereInput,
): Promise<Done | NotFound | Changed | TooLate | Taken | SameTime | Invalid> {
  may(ctx, 'appointment.move');
  const found = await findOfTeam(ctx, 'appointment.move', id);
  if (!found.ok) return found;
  const { appointment: old, roster } = found;
  if (old.sequence !== input.version) return { ok: false, error: 'changed' };
  if (!canStill('move', old, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const resolved = newTimeOf(roster, old, input);
  if (!resolved.ok) return resolved;
  const before = old.casemanager.id;
  const only = input.casemanager ?? before;
  if (resolved.stands && only === before) return { ok: true, undo: null };
  if (!peopleInScope(ctx, 'appointment.move', roster.casemanagers).some((colleague) => colleague.id === only))
    return { ok: false, error: 'taken', reason: 'not-working', alternatives: [] };

  return relocate(ctx, {
    old,
    request: resolved.request,
    only,
    window: staffWindow(roster, ctx.clock.now()),
    apart: input.insists !== 'yes',
    message: input.message || null,
    event: (casemanagerId) => ({ what: 'moved', details: moveDetails(old, resolved.request, casemanagerId) }),
  });
}
