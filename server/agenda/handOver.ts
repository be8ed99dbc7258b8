import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { relocate } from '#server/booking/relocate.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { Done } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { WhyNot } from '#server/slots/types.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { HandOverInput } from './schema.ts';
import { slotRequestOf } from './slotRequestOf.ts';

export type HandOverResult =
  | Done
  | NotFound
  | Changed
  | TooLate
  /** The colleague is not free then, or not with that modality or location. */
  | { ok: false; error: 'taken'; reason: WhyNot };

/**
 * Hands an afspraak to a colleague of the team (the id `to`) who is free then, with the same modality and location.
 * `version` is that of the afspraak on the page; `message` a word to the jongere.
 */
export async function handOver(ctx: Ctx, id: string, input: HandOverInput): Promise<HandOverResult> {
  may(ctx, 'appointment.hand-over');
  const found = await findOfTeam(ctx, 'appointment.hand-over', id);
  if (!found.ok) return found;
  const { appointment: old, roster } = found;
  if (old.sequence !== input.version) return { ok: false, error: 'changed' };
  const window = staffWindow(roster, ctx.clock.now());
  if (!canStill('hand-over', old, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const { to } = input;
  if (to === old.casemanager.id) return { ok: true, undo: null };
  if (
    !peopleInScope(ctx, 'appointment.hand-over', roster.casemanagers).some((colleague) => colleague.id === to)
  )
    return { ok: false, error: 'taken', reason: 'not-working' };

  const result = await relocate(ctx, {
    old,
    request: slotRequestOf(old, window.travelMinutes),
    only: to,
    window,
    // No check for another afspraak of the jongere at that time: that was decided when it got this time.
    apart: false,
    message: input.message || null,
    event: () => ({ what: 'handed-over', details: { from: old.casemanager.id, to } }),
  });
  if (result.ok) return result;
  if (result.error === 'same-time') throw new Error('nobody asked for what else the jongere has');
  return result.error === 'taken' ? { ok: false, error: 'taken', reason: result.reason } : result;
}
