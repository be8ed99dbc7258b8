import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { askToChooseAgain } from './askToChooseAgain.ts';
import { findOfTeam } from './findOfTeam.ts';
import type { OutsideAppointment } from './findOutside.ts';
import { freeColleagues } from './freeColleagues.ts';
import { handOver } from './handOver.ts';
import { keepOutsideHours } from './keepOutsideHours.ts';
import type { Colleague } from './whoCanTake.ts';

/** What somebody decided about an afspraak outside the hours. */
export interface Decision {
  id: string;
  /** Of the afspraak on the page. */
  version: number;
  what: 'keep' | 'hand-over' | 'ask';
  /** The colleague who gets it; left out, any free colleague. */
  to?: string | undefined;
  /** A word to the jongere. */
  message?: string | undefined;
}

export type Settled =
  /** `undo`: the id of its row in the history; null when it was so already. */
  | { id: string; ok: true; what: Decision['what']; colleague: Colleague | null; undo: number | null }
  /** `none-free`: no colleague is free. `taken`: the chosen colleague is no longer free. */
  | { id: string; ok: false; error: 'none-free' | 'taken' | 'too-late' }
  /** The current state of the afspraak; `null` when it is gone. */
  | { id: string; ok: false; error: 'changed' | 'within'; now: Now | null };

interface Now {
  name: string | null;
  start: number;
  cancelled: boolean;
}

/**
 * Carries out decisions one by one, in the given order; one that fails does not stop the rest. `free` gives for each afspraak
 * that is outside the hours now the colleagues who could take it. Others are left alone.
 */
export async function settleOutside(
  ctx: Ctx,
  decisions: readonly Decision[],
  free: ReadonlyMap<string, readonly Colleague[]>,
): Promise<Settled[]> {
  may(ctx, 'appointment.keep');
  const settled: Settled[] = [];
  const given = new Map<string, number>();
  for (const decision of decisions) {
    const colleagues = free.get(decision.id);
    const one = colleagues
      ? await settle(ctx, decision, fairly(colleagues, decision.to, given))
      : await asItIs(ctx, decision);
    if (one.ok && one.colleague) given.set(one.colleague.id, (given.get(one.colleague.id) ?? 0) + 1);
    settled.push(one);
  }
  return settled;
}

/** The chosen colleague, or all free ones, those who got least in this round first. */
function fairly(
  colleagues: readonly Colleague[],
  to: string | undefined,
  given: ReadonlyMap<string, number>,
) {
  if (to !== undefined) return colleagues.filter(({ id }) => id === to);
  return colleagues.toSorted((a, b) => (given.get(a.id) ?? 0) - (given.get(b.id) ?? 0));
}

async function settle(ctx: Ctx, decision: Decision, colleagues: readonly Colleague[]): Promise<Settled> {
  const { id, version, what, message } = decision;
  if (what === 'hand-over') return give(ctx, decision, colleagues);
  const result =
    what === 'keep'
      ? await keepOutsideHours(ctx, id, { version })
      : await askToChooseAgain(ctx, id, { version, message });
  if (result.ok) return { id, ok: true, what, colleague: null, undo: result.undo };
  return result.error === 'too-late' ? orChanged(ctx, decision, 'too-late') : asItIs(ctx, decision);
}

async function give(ctx: Ctx, decision: Decision, colleagues: readonly Colleague[]): Promise<Settled> {
  const { id, version, to, message } = decision;
  for (const colleague of colleagues) {
    const result = await handOver(ctx, id, { to: colleague.id, version, message });
    if (result.ok) return { id, ok: true, what: 'hand-over', colleague, undo: result.undo };
    if (result.error === 'too-late') return orChanged(ctx, decision, 'too-late');
    if (result.error !== 'taken') return asItIs(ctx, decision);
  }
  return orChanged(ctx, decision, to === undefined ? 'none-free' : 'taken');
}

/** A refusal may be caused by a change of the afspraak; then `changed` tells more. */
async function orChanged(
  ctx: Ctx,
  decision: Decision,
  error: 'none-free' | 'taken' | 'too-late',
): Promise<Settled> {
  const now = await asItIs(ctx, decision);
  return !now.ok && now.error === 'within' ? { id: decision.id, ok: false, error } : now;
}

/** `within`: the afspraak is as it was on the page, so the hours must have changed. */
async function asItIs(ctx: Ctx, { id, version }: Decision): Promise<Settled> {
  const found = await findOfTeam(ctx, 'appointment.read', id);
  if (!found.ok) return { id, ok: false, error: 'changed', now: null };
  const { name, start, status, ...appointment } = found.appointment;
  const error = status === 'booked' && appointment.sequence === version ? 'within' : 'changed';
  return { id, ok: false, error, now: { name, start, cancelled: status === 'cancelled' } };
}

/** Who of the team could take each of these, by their id. */
export async function whoIsFree(
  ctx: Ctx,
  roster: Roster,
  casemanagerId: string,
  outside: readonly OutsideAppointment[],
): Promise<Map<string, Colleague[]>> {
  may(ctx, 'appointment.hand-over');
  const toHandOver = outside.flatMap(({ id, start, topicId, modality, location }) => {
    const topic = roster.topics.find((one) => one.id === topicId);
    if (!topic) return [];
    return [{ id, start, topic, modality, location: { id: location }, casemanager: { id: casemanagerId } }];
  });
  return freeColleagues(ctx, roster, toHandOver);
}
