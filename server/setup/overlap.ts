import type { WeekParity } from '#server/slots/schema.ts';
import type { SetupRule } from './schema.ts';

/** Pairs of rules (by index, the earlier first) that put one person in two places, or twice in one, at one time. */
export function overlappingRules(rules: readonly SetupRule[]): [number, number][] {
  return rules.flatMap((second, at) =>
    rules
      .slice(0, at)
      .flatMap((first, before): [number, number][] => (overlap(first, second) ? [[before, at]] : [])),
  );
}

/** Even weeks and odd ones never meet. */
function weeksMeet(a: WeekParity = 'alle', b: WeekParity = 'alle'): boolean {
  return a === 'alle' || b === 'alle' || a === b;
}

function overlap(a: SetupRule, b: SetupRule): boolean {
  return (
    a.weekday === b.weekday &&
    weeksMeet(a.weeks, b.weeks) &&
    a.from < b.until &&
    b.from < a.until &&
    (a.validFrom ?? '') <= (b.validUntil ?? '9999') &&
    (b.validFrom ?? '') <= (a.validUntil ?? '9999')
  );
}
