import { isOverlap } from '#db/isOverlap.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/availability/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { ChangedTo } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { checkWeek, type WeekFault } from './checkWeek.ts';
import { groundOf, ofCasemanager } from './ofCasemanager.ts';
import { readHoursVersion, readRules } from './readRules.ts';
import { replacePeriod } from './replacePeriod.ts';
import { ruleLine } from './ruleLine.ts';
import { type HoursPeriod, inWeekOrder, type WeekPart } from './weekly.ts';

export interface SaveTimetableInput extends HoursPeriod {
  casemanagerId: string;
  parts: readonly WeekPart[];
  /** Of the hours on the page. */
  version: number;
}

export type SaveTimetableResult =
  | { ok: true }
  | { ok: false; error: 'not-found' }
  | { ok: false; error: 'invalid'; faults: WeekFault[] }
  /** Saving again with the new version puts this week over what somebody else saved. */
  | ChangedTo<StoredHours>;

/** The weekly hours of a casemanager as they are stored. */
export interface StoredHours {
  version: number;
  /** Those that hold today or later, by the date from which they do, then in the order of a week. */
  rules: WeeklyRule[];
}

/**
 * Makes the week of a casemanager of the own team look like this in a period; outside it all stays as it was.
 * Afspraken stay where they are: `findOutside` tells which of them no longer have hours around them.
 */
export async function saveTimetable(ctx: Ctx, input: SaveTimetableInput): Promise<SaveTimetableResult> {
  may(ctx, 'hours.save');
  const found = await ofCasemanager(ctx, 'hours.save', input.casemanagerId);
  if (!found) return { ok: false, error: 'not-found' };
  const today = dateInAmsterdam(ctx.clock.now());
  const faults = checkWeek(input.parts, input, groundOf(found.roster, found.casemanager, today));
  if (faults.length > 0) return { ok: false, error: 'invalid', faults };
  return write<SaveTimetableResult, Ctx>(ctx, (w) => save(w, input, today)).catch((error: unknown) => {
    if (!isOverlap(error)) throw error;
    return { ok: false, error: 'invalid', faults: [{ part: null, field: 'from', error: 'overlap' }] };
  });
}

async function save(w: Write, input: SaveTimetableInput, today: string): Promise<SaveTimetableResult> {
  const { tx } = w;
  const { casemanagerId, from, until, parts } = input;
  // Under this lock every other save has committed before we read.
  await lockRoster(tx);
  const version = await readHoursVersion(tx, casemanagerId);
  const stored = await readRules(tx, casemanagerId);
  const rules = stored.map(({ id: _, ...rule }) => rule);
  if (version !== input.version) {
    const holding = rules.filter(({ validUntil }) => validUntil === null || validUntil >= today);
    return { ok: false, error: 'changed', now: { version, rules: holding.sort(byDate) } };
  }

  const wanted = replacePeriod(rules, { from, until }, parts);
  const wantedLines = new Set(wanted.map(ruleLine));
  const storedLines = new Set(rules.map(ruleLine));
  const gone = stored.filter((rule) => !wantedLines.has(ruleLine(rule))).map(({ id }) => id);
  const added = wanted.filter((rule) => !storedLines.has(ruleLine(rule)));
  if (gone.length > 0) await tx`delete from weekly_rules where id = any(${gone}::uuid[])`;
  if (added.length > 0) {
    const rows = added.map((rule) => ({
      casemanager_id: casemanagerId,
      location_id: rule.location,
      weekday: rule.weekday,
      weeks: rule.weeks,
      from_time: rule.from,
      until_time: rule.until,
      valid_from: rule.validFrom,
      valid_until: rule.validUntil,
      modalities: [...rule.modalities],
    }));
    await tx`insert into weekly_rules ${tx(rows)}`;
  }
  if (gone.length + added.length > 0) {
    const details = { from, ...(until === null ? {} : { until }) };
    w.record({ about: { kind: 'casemanager', id: casemanagerId }, what: 'hours-saved', details });
    w.changed({ roster: true });
  }
  return { ok: true };
}

/** By the date from which they hold, then in the order of a week. */
const byDate = (one: WeeklyRule, other: WeeklyRule): number =>
  one.validFrom === other.validFrom ? inWeekOrder(one, other) : one.validFrom < other.validFrom ? -1 : 1;
