import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { askToChooseAgain } from '#server/agenda/askToChooseAgain.ts';
import { handOver } from '#server/agenda/handOver.ts';
import { canStill } from '#server/agenda/rules.ts';
import { readTakers } from '#server/agenda/whoCanTake.ts';
import { checkException } from '#server/availability/checkException.ts';
import { isSame } from '#server/availability/clashes.ts';
import type { ExceptionDraft } from '#server/availability/exceptionDraft.ts';
import { selectExceptions } from '#server/availability/exceptionRows.ts';
import { groundOf } from '#server/availability/ofCasemanager.ts';
import { saveException } from '#server/availability/saveException.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import { underRoster } from '#server/roster/underRoster.ts';
import { proposeColleagues } from './proposeColleagues.ts';
import type { IllInput, TakeBackIllInput } from './schema.ts';
import { isAsked, selectToMove } from './selectToMove.ts';

/** What was done, and what takes it back. */
export interface CalledInSick {
  ok: true;
  /** How many a colleague has now, and how many jongeren were asked to choose another time. */
  given: number;
  asked: number;
  /** The absence stood there already. */
  repeated: boolean;
  takeBack: TakeBackIllInput;
}

export type CallInSickResult =
  | CalledInSick
  | NotFound
  /** The last day lies before today, or is too far. */
  | { ok: false; error: 'until-invalid' };

/**
 * Writes down that somebody of the team is ill from today on, and settles all their afspraken in that time: each goes to a
 * colleague who is free then, and where nobody is the jongere is asked to choose another time. One write: all of it, or nothing.
 * Bookings under way are waited for and new ones wait, so none is left behind. The same once more changes nothing.
 */
export async function callInSick(ctx: Ctx, { who, until, message }: IllInput): Promise<CallInSickResult> {
  may(ctx, 'team.ill');
  return write<CallInSickResult, Ctx>(ctx, async (w) => {
    const inside = await underRoster(w);
    const { roster } = inside;
    const team = peopleInScope(ctx, 'team.ill', roster.casemanagers);
    const ill = team.find(({ id }) => id === who);
    if (!ill) return { ok: false, error: 'not-found' };
    const today = dateInAmsterdam(ctx.clock.now());
    const draft = absenceOf(today, until ?? today);
    const checked = checkException(draft, groundOf(roster, ill, today));
    if (!checked.ok) return { ok: false, error: 'until-invalid' };
    const settled = await settle(inside.w, { roster, team, ill, until: draft.dateUntil, message });
    // After the afspraken: it makes the roster another version.
    const standing = await selectExceptions(w.tx, { casemanagerId: who, lastingUntil: today });
    const repeated = standing.some((one) => isSame(checked.exception, one));
    const saved = await saveException(inside.w.ctx, { casemanagerId: who, draft, anyway: true });
    if (!saved.ok) throw new Error(`expected the absence to be written, not ${saved.error}`);
    const [absence] = repeated ? [] : await selectExceptions(w.tx, { id: saved.id });
    const { acts, ...counts } = settled;
    const takeBack = { absence: absence ? { id: absence.id, version: absence.version } : null, acts };
    return { ok: true, ...counts, repeated, takeBack };
  });
}

const absenceOf = (dateFrom: string, dateUntil: string): ExceptionDraft => ({
  what: 'ziek',
  dateFrom,
  dateUntil,
  wholeDays: true,
  from: '',
  until: '',
  location: '',
  modalities: [],
});

interface Settling {
  roster: Roster;
  team: readonly Casemanager[];
  ill: Casemanager;
  /** The last day of the illness. */
  until: string;
  message: string | undefined;
}

/** Each afspraak of who is ill to a colleague, or back to its jongere. One whose jongere is choosing already stays. */
async function settle(w: Write<Ctx>, { roster, team, ill, until, message }: Settling) {
  const { ctx } = w;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const found = await selectToMove(ctx, roster, isAsked({ who: ill.id, from: today, to: until }));
  const open = found.filter(({ isChoosing }) => !isChoosing);
  const colleagues = team.filter(({ id }) => id !== ill.id);
  const ground = await readTakers(ctx, { ...roster, casemanagers: [...colleagues] }, open);
  const proposed = proposeColleagues(ground, open);
  const acts: number[] = [];
  let given = 0;
  let asked = 0;
  for (const { id, version, start, end, isWiped } of open) {
    const to = proposed.get(id) ?? null;
    const handed = to === null ? null : await handOver(ctx, id, { to, version, message });
    if (handed?.ok) given += 1;
    const standing = { status: 'booked', wiped: isWiped, start, end } as const;
    // One that has begun can be neither: whoever sits there knows.
    const again =
      handed?.ok || !canStill('choose-again', standing, now)
        ? null
        : await askToChooseAgain(ctx, id, { version, message });
    if (again?.ok) asked += 1;
    const done = handed?.ok ? handed : again;
    if (done?.ok && done.undo !== null) acts.push(done.undo);
  }
  return { given, asked, acts };
}
