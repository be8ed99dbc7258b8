import { z } from 'zod';
import { modalitySchema, weekParitySchema } from '#server/slots/schema.ts';
import type { WeeklyRule } from '#server/slots/types.ts';
import { partKey } from './weekly.ts';

const empty = '-';

/** One rule on one line: the same text exactly when it is the same rule. */
export function ruleLine(rule: WeeklyRule): string {
  return `${rule.validFrom}|${rule.validUntil ?? empty}|${partKey(rule)}`;
}

/** All rules of somebody as one text, so that a page can tell later whether they are still the same. */
export function rulesText(rules: readonly WeeklyRule[]): string {
  return rules.map(ruleLine).sort().join('\n');
}

/** What was added and what was removed since a page was made. */
export interface RuleChanges {
  added: WeeklyRule[];
  removed: WeeklyRule[];
}

/** Compares what a page knew with the rules of now: null when they are the same. Lines that are none count as nothing. */
export function changesSince(before: string, now: readonly WeeklyRule[]): RuleChanges | null {
  const known = new Map(before.split(/\r?\n/).flatMap((line) => readLine(line)));
  const lines = new Map(now.map((rule) => [ruleLine(rule), rule]));
  const added = [...lines].filter(([line]) => !known.has(line)).map(([, rule]) => rule);
  const removed = [...known].filter(([line]) => !lines.has(line)).map(([, rule]) => rule);
  return added.length + removed.length === 0 ? null : { added, removed };
}

const lineSchema = z.tuple([
  z.iso.date(),
  z.union([z.literal(empty).transform(() => null), z.iso.date()]),
  z.coerce.number().int().min(1).max(7),
  weekParitySchema,
  z.string().length(5),
  z.string().length(5),
  z.string(),
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(modalitySchema)),
]);

function readLine(line: string): [string, WeeklyRule][] {
  const read = lineSchema.safeParse(line.split('|'));
  if (!read.success) return [];
  const [validFrom, validUntil, weekday, weeks, from, until, location, modalities] = read.data;
  return [[line, { validFrom, validUntil, weekday, weeks, from, until, location, modalities }]];
}
