import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { daySchema } from './fields.ts';

// What is not certain in law can change on a date, and what it was before is kept. Pure; dates are ISO.

/** A setting with the dates from which it holds. */
export interface Dated<Value> {
  /** What holds until the first change. */
  first: Value;
  /** In order of their dates, each date once. */
  changes: { from: string; value: Value }[];
}

/** So many changes are kept: none is ever thrown away. */
export const mostChanges = 100;

export const datedSchema = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    first: value,
    changes: z
      .array(z.strictObject({ from: daySchema, value }))
      .max(mostChanges)
      .refine(
        (changes) => changes.every(({ from }, at) => at === 0 || (changes[at - 1]?.from ?? '') < from),
        { error: 'expected the changes in order of their dates, each date once' },
      )
      .default([]),
  });

/** What holds on a date, and since when: null when it is the first. */
export function settingOn<Value>(
  { first, changes }: Dated<Value>,
  date: string,
): { value: Value; from: string | null } {
  return changes.findLast(({ from }) => from <= date) ?? { value: first, from: null };
}

/** Whether another setting says of each date until `today` what this one said: what was in use is not rewritten. */
export function keepsUsed<Value>(before: Dated<Value>, after: Dated<Value>, today: string): boolean {
  const used = ({ first, changes }: Dated<Value>) => [first, ...changes.filter(({ from }) => from <= today)];
  return isDeepStrictEqual(used(before), used(after));
}

/** The same with one more change; one of the same date is replaced. */
export function withChange<Value>(
  { first, changes }: Dated<Value>,
  change: { from: string; value: Value },
): Dated<Value> {
  const others = changes.filter(({ from }) => from !== change.from);
  return { first, changes: [...others, change].sort((a, b) => (a.from < b.from ? -1 : 1)) };
}

/** The same without the change of a date. */
export const withoutChange = <Value>({ first, changes }: Dated<Value>, date: string): Dated<Value> => ({
  first,
  changes: changes.filter(({ from }) => from !== date),
});
