import { addDays } from '#server/kernel/time.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { inWeekOrder, partKey, partOf, type Timetable } from './weekly.ts';

/**
 * The weeks of one casemanager over time, from `today` on without a gap: each timetable is as long as its week
 * stays the same, and the last has no end. A period without work is a timetable without parts.
 */
export function timetables(rules: readonly WeeklyRule[], today: string): Timetable[] {
  const changes = new Set([today]);
  for (const { validFrom, validUntil } of rules) {
    changes.add(validFrom);
    if (validUntil !== null) changes.add(addDays(validUntil, 1));
  }
  const starts = [...changes].filter((date) => date >= today).sort();
  const found: { table: Timetable; text: string }[] = [];
  starts.forEach((from, index) => {
    const next = starts[index + 1];
    const until = next === undefined ? null : addDays(next, -1);
    const parts = partsOn(rules, from);
    const text = parts.map(partKey).join('\n');
    const last = found.at(-1);
    if (last?.text === text) last.table.until = until;
    else found.push({ table: { from, until, parts }, text });
  });
  return found.map(({ table }) => table);
}

/** The parts of the week that hold on a date, whatever its weekday, in the order of the week. */
export function partsOn(rules: readonly WeeklyRule[], date: string) {
  return rules
    .filter(({ validFrom, validUntil }) => validFrom <= date && (validUntil === null || date <= validUntil))
    .map(partOf)
    .sort(inWeekOrder);
}
