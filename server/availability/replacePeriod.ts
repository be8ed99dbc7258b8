import { addDays } from '#server/kernel/time.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { type HoursPeriod, inWeekOrder, partKey, partOf, type WeekPart } from './weekly.ts';

/**
 * The rules after which every date of a period has exactly these parts, and every other date what it had. Rules are
 * clipped or split at the ends of the period; those that are equal and follow each other become one again.
 */
export function replacePeriod(
  rules: readonly WeeklyRule[],
  period: HoursPeriod,
  parts: readonly WeekPart[],
): WeeklyRule[] {
  const inside = parts.map((part) => ({ ...part, validFrom: period.from, validUntil: period.until }));
  return merged([...rules.flatMap((rule) => outside(rule, period)), ...inside]);
}

/** What is left of a rule before and after a period. */
function outside(rule: WeeklyRule, { from, until }: HoursPeriod): WeeklyRule[] {
  const { validFrom, validUntil } = rule;
  const left: WeeklyRule[] = [];
  if (validFrom < from) {
    const before = addDays(from, -1);
    left.push({ ...rule, validUntil: validUntil !== null && validUntil < before ? validUntil : before });
  }
  if (until !== null && (validUntil === null || validUntil > until)) {
    left.push({ ...rule, validFrom: validFrom > until ? validFrom : addDays(until, 1) });
  }
  return left;
}

function merged(rules: readonly WeeklyRule[]): WeeklyRule[] {
  const whole: WeeklyRule[] = [];
  /** The last rule of each part so far. */
  const last = new Map<string, WeeklyRule>();
  for (const rule of rules.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))) {
    const key = partKey(partOf(rule));
    const before = last.get(key);
    if (before && (before.validUntil === null || rule.validFrom <= addDays(before.validUntil, 1))) {
      before.validUntil = later(before.validUntil, rule.validUntil);
    } else {
      const copy = { ...rule };
      last.set(key, copy);
      whole.push(copy);
    }
  }
  return whole.sort((a, b) => inWeekOrder(a, b) || (a.validFrom < b.validFrom ? -1 : 1));
}

/** The later of two ends; null is no end. */
function later(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return null;
  return one > other ? one : other;
}
