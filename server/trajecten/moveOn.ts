import { may } from '#server/access/may.ts';
import { ageOn } from '#server/jongeren/age.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { changeTraject, type TrajectRow, type WrongTime } from './find.ts';
import type { MoveOnInput } from './schema.ts';
import { type DateOutOfReach, isInReach, writeNext } from './setNext.ts';
import { mayFollow, mayRefuse, standsStill, statesAfter, type TrajectState } from './states.ts';
import { wholeTraject } from './whole.ts';

export type MovedOn =
  | { ok: true }
  | DateOutOfReach
  /** This state does not follow on the one that it is in; `after` are those that do. */
  | { ok: false; error: 'does-not-follow'; after: TrajectState[] }
  /** Under 18 nobody can refuse help: leerplicht holds. */
  | { ok: false; error: 'under-18' }
  /** It stands still, and nobody said until when. */
  | { ok: false; error: 'look-again-required' };

/** Puts a traject in another state. Where it stands still, its next action is to look again on that date. */
export async function moveOn(
  ctx: Ctx,
  id: string,
  input: MoveOnInput,
): Promise<MovedOn | NotFound | Changed | WrongTime> {
  may(ctx, 'traject.write');
  return changeTraject<MovedOn>(ctx, { action: 'traject.write', id, version: input.version }, (w, row) =>
    moveTo(w, row, input),
  );
}

async function moveTo(
  w: Write<Ctx>,
  row: TrajectRow,
  { state, lookAgainOn }: Omit<MoveOnInput, 'version'>,
): Promise<MovedOn> {
  const today = dateInAmsterdam(Date.parse(w.now));
  // Closing has its own form, which asks where they went.
  if (state === 'afgesloten' || !mayFollow(row.state, state))
    return { ok: false, error: 'does-not-follow', after: statesAfter(row.state) };
  if (state === 'wil-niet' && row.birthDate !== null && !mayRefuse(ageOn(row.birthDate, today)))
    return { ok: false, error: 'under-18' };
  if (!standsStill(state)) {
    await writeState(w, row.id, state);
    return { ok: true };
  }
  if (lookAgainOn === undefined) return { ok: false, error: 'look-again-required' };
  if (!isInReach(lookAgainOn, today)) return { ok: false, error: 'date-out-of-reach' };
  await writeState(w, row.id, state, lookAgainOn);
  await writeNext(w, row.id, { action: 'look-again', on: lookAgainOn, note: null });
  return { ok: true };
}

/** Where there is a plan: so there was an intake. */
const hasPlan = (state: TrajectState): boolean => state === 'lopend' || state === 'geplaatst';

/**
 * Part of a write that locked the traject and asked whether the state follows. Notes when it came so far, for figures: the intake was
 * the first afspraak to which the jongere came, where there is one.
 */
export async function writeState(
  w: Write,
  id: string,
  state: TrajectState,
  lookAgainOn: string | null = null,
): Promise<void> {
  await w.tx`
    update trajecten set state = ${state}, look_again_on = ${lookAgainOn},
      intake_at = case when ${hasPlan(state)} then coalesce(intake_at, (
        select min(a.starts_at) from traject_links l join appointments a on a.id = l.appointment_id
        where l.traject_id = any(${wholeTraject(w.tx, id)}) and a.outcome = 'geweest'), ${w.now}::timestamptz) else intake_at end,
      started_at = case when ${hasPlan(state)} then coalesce(started_at, ${w.now}::timestamptz) else started_at end
    where id = ${id}`;
  w.record({ about: { kind: 'traject', id }, what: 'state-changed', details: { state } });
}
