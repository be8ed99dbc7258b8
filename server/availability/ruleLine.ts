import type { WeeklyRule } from '#server/slots/types.ts';
import { partKey } from './weekly.ts';

/** One rule on one line: the same text exactly when it is the same rule. */
export const ruleLine = (rule: WeeklyRule): string =>
  `${rule.validFrom}|${rule.validUntil ?? '-'}|${partKey(rule)}`;
