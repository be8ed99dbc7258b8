import { z } from 'zod';

/** A time of day, `09:00`. Of a part of a day only the end can be `24:00`, since it must be later than the begin. */
export const timeOfDaySchema = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'expected a time from "00:00" to "24:00", like "09:00"',
});

const isTime = (text: string): boolean => timeOfDaySchema.safeParse(text).success;

/** A part of a day that comes back on some weekdays, in wall time of the gemeente; `until` is not in it. */
const partSchema = z
  .strictObject({
    /** ISO weekdays: 1 is Monday, 7 Sunday. */
    weekdays: z
      .array(z.int().min(1).max(7), { error: 'expected a list of weekdays: 1 is Monday, 7 Sunday' })
      .min(1)
      .refine((days) => new Set(days).size === days.length, { error: 'expected each weekday once' }),
    from: timeOfDaySchema,
    until: timeOfDaySchema,
  })
  // What is no time is told as that, and not also as an order.
  .refine(({ from, until }) => !isTime(from) || !isTime(until) || from < until, {
    path: ['until'],
    error: ({ input }) => `expected later than ${z.object({ from: z.string() }).safeParse(input).data?.from}`,
  });

/**
 * When something is open in an ordinary week: parts of days, in any order. Several parts of one day may touch but not
 * overlap; no parts means never. Holidays and closures are not in it.
 */
export const weekHoursSchema = z
  .array(partSchema)
  .max(50)
  .superRefine((parts, context) => {
    for (const [at, part] of parts.entries()) {
      const before = parts.findIndex((other, index) => index < at && overlap(other, part));
      if (before < 0) continue;
      const message = `expected hours that do not overlap with those of [${before}]`;
      context.addIssue({ code: 'custom', path: [at], message });
    }
  });

export type HoursPart = z.infer<typeof partSchema>;
export type WeekHours = HoursPart[];

/** Monday to Friday, nine to five. */
export const officeHours = (): WeekHours => [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' }];

function overlap(a: HoursPart, b: HoursPart): boolean {
  return a.weekdays.some((day) => b.weekdays.includes(day)) && a.from < b.until && b.from < a.until;
}
