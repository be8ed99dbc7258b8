import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/availability/context.ts';
import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { Topic } from '#server/roster/types.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { Slot, WeeklyRule } from '#server/slots/types.ts';
import { readBusy } from './busy.ts';
import { checkWeek, type WeekFault } from './checkWeek.ts';
import { groundOf, ofCasemanager } from './ofCasemanager.ts';
import { replacePeriod } from './replacePeriod.ts';
import type { HoursPeriod, WeekPart } from './weekly.ts';
import { bookingWindow } from './window.ts';

export interface PreviewTimetableInput extends HoursPeriod {
  casemanagerId: string;
  parts: readonly WeekPart[];
  topic: string;
  /** A date in the week to look at. */
  week: string;
}

export interface TimetablePreview {
  topic: Topic;
  monday: string;
  /** What jongeren would be offered by this casemanager in that week, as `findSlots` says it. */
  slots: Slot[];
  /** How many times they are offered there now. */
  offeredNow: number;
  /** Days of the week on which everything is closed, by the name of what closes it. */
  closed: Map<string, string>;
  /** Days of the week on which the casemanager is away all day. */
  away: Set<string>;
}

export type PreviewTimetableResult =
  | ({ ok: true } & TimetablePreview)
  | { ok: false; error: 'not-found' }
  | { ok: false; error: 'invalid'; faults: WeekFault[] };

/**
 * What jongeren would be offered if this week were saved: by the engine itself, with all that is booked, closed and
 * excepted as it is now. Saves nothing. One query beside the roster's.
 */
export async function previewTimetable(
  ctx: Ctx,
  input: PreviewTimetableInput,
): Promise<PreviewTimetableResult> {
  may(ctx, 'hours.read');
  const found = await ofCasemanager(ctx, 'hours.read', input.casemanagerId);
  const topic = found?.roster.topics.find(({ id, active }) => active && id === input.topic);
  if (!found || !topic) return { ok: false, error: 'not-found' };
  const { roster, casemanager } = found;
  const now = ctx.clock.now();
  const faults = checkWeek(input.parts, input, groundOf(roster, casemanager, dateInAmsterdam(now)));
  if (faults.length > 0) return { ok: false, error: 'invalid', faults };

  const monday = mondayOf(input.week);
  const week = { from: monday, to: addDays(monday, 6) };
  const busy = await readBusy(ctx.sql, { ...week, now }, [casemanager.id]);
  const theirs = busy.byCasemanager.get(casemanager.id);
  const offered = (rules: WeeklyRule[]) =>
    computeSlots(
      { window: bookingWindow(roster, now), topic, ...week },
      [{ ...casemanager, rules, busy: theirs?.intervals ?? [], booked: theirs?.starts ?? [] }],
      roster.closures,
    );
  const dates = Array.from({ length: 7 }, (_, day) => addDays(monday, day));
  const closures = roster.closures.filter(({ location }) => location === null);
  const absences = casemanager.exceptions.filter(({ kind, from }) => kind === 'absence' && from === null);
  const on = (date: string) => (period: { dateFrom: string; dateUntil: string }) =>
    period.dateFrom <= date && date <= period.dateUntil;
  return {
    ok: true,
    topic,
    monday,
    slots: offered(replacePeriod(casemanager.rules, input, input.parts)),
    offeredNow: offered([...casemanager.rules]).length,
    closed: new Map(
      dates.flatMap((date) => {
        const closure = closures.find(on(date));
        return closure ? [[date, closure.name] as const] : [];
      }),
    ),
    away: new Set(dates.filter((date) => absences.some(on(date)))),
  };
}
