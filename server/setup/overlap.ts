import type { SetupRule } from './schema.ts';

/** Pairs of rules (by index, the earlier first) that put one person in two places, or twice in one, at one time. */
export function overlappingRules(rules: readonly SetupRule[]): [number, number][] {
  return rules.flatMap((second, at) =>
    rules
      .slice(0, at)
      .flatMap((first, before): [number, number][] => (overlap(first, second) ? [[before, at]] : [])),
  );
}

function overlap(a: SetupRule, b: SetupRule): boolean {
  return (
    a.weekday === b.weekday &&
    a.from < b.until &&
    b.from < a.until &&
    (a.validFrom ?? '') <= (b.validUntil ?? '9999') &&
    (b.validFrom ?? '') <= (a.validUntil ?? '9999')
  );
}
