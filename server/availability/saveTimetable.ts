import { isOverlap } from '#db/isOverlap.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/availability/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { checkWeek, type WeekFault } from './checkWeek.ts';
import { groundOf, ofCasemanager } from './ofCasemanager.ts';
import { readRules } from './readRules.ts';
import { replacePeriod } from './replacePeriod.ts';
import { changesSince, type RuleChanges, ruleLine, rulesText } from './rulesText.ts';
import type { HoursPeriod, WeekPart } from './weekly.ts';

export interface SaveTimetableInput extends HoursPeriod {
  casemanagerId: string;
  parts: readonly WeekPart[];
  /** The text of all rules that `readTimetables` gave when the page was made. */
  before: string;
}

export type SaveTimetableResult =
  | { ok: true }
  | { ok: false; error: 'not-found' }
  | { ok: false; error: 'invalid'; faults: WeekFault[] }
  /** Somebody saved since the page was made. Saving again with the new `before` puts this week over theirs. */
  | { ok: false; error: 'changed'; changes: RuleChanges; before: string };

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
  return write<SaveTimetableResult, Ctx>(ctx, (w) => save(w, input)).catch((error: unknown) => {
    if (!isOverlap(error)) throw error;
    return { ok: false, error: 'invalid', faults: [{ part: null, field: 'from', error: 'overlap' }] };
  });
}

async function save(w: Write, input: SaveTimetableInput): Promise<SaveTimetableResult> {
  const { tx } = w;
  const { casemanagerId, from, until, parts, before } = input;
  // Under this lock every other save has committed before we read.
  await lockRoster(tx);
  const stored = await readRules(tx, casemanagerId);
  const rules = stored.map(({ id: _, ...rule }) => rule);
  const changes = changesSince(before, rules);
  if (changes) return { ok: false, error: 'changed', changes, before: rulesText(rules) };

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
