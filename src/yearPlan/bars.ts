import { daysBetween } from '#server/kernel/time.ts';
import type { Span } from '#server/yearPlan/dates.ts';

// Where the bars of a time line stand, in parts of a thousand. Pure.

/** How wide the whole line is. */
export const lineWidth = 1000;

/** From the first day of all that is on a line to the last. */
export function wholeOf(spans: readonly Span[]): Span | null {
  const from = spans.map((one) => one.from).sort()[0];
  const until = spans
    .map((one) => one.until)
    .sort()
    .at(-1);
  return from === undefined || until === undefined ? null : { from, until };
}

/** Where a span begins on the line and how wide it is; a day has a width that can be seen. */
export function barOf(span: Span, whole: Span): { x: number; width: number } {
  const all = daysBetween(whole.from, whole.until) + 1;
  const x = (daysBetween(whole.from, span.from) / all) * lineWidth;
  const width = ((daysBetween(span.from, span.until) + 1) / all) * lineWidth;
  return { x: Math.round(x), width: Math.max(8, Math.round(width)) };
}

/** Where a date stands on the line; null when it is not on it. */
export function pointOf(date: string, whole: Span): number | null {
  if (date < whole.from || date > whole.until) return null;
  return barOf({ from: date, until: date }, whole).x;
}
