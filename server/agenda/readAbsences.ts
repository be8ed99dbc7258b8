import { and, eq, gte, inArray, lte } from 'drizzle-orm';
import { availabilityExceptions } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateOf, minutesOf, type WallDay } from '#server/slots/wallTime.ts';
import { onDay } from '#server/slots/windows.ts';
import type { Absence } from './types.ts';

interface AbsencesQuery {
  casemanagerIds: readonly string[];
  /** First and last date, both included. */
  from: string;
  to: string;
}

/** When each of these casemanagers is absent on each of some days, in order of start. One query. */
export async function readAbsences(
  ctx: Ctx,
  { casemanagerIds, from, to }: AbsencesQuery,
): Promise<(casemanagerId: string, day: WallDay) => Absence[]> {
  const rows = await ctx.db
    .select()
    .from(availabilityExceptions)
    .where(
      and(
        inArray(availabilityExceptions.casemanagerId, [...casemanagerIds]),
        eq(availabilityExceptions.kind, 'absence'),
        lte(availabilityExceptions.dateFrom, to),
        gte(availabilityExceptions.dateUntil, from),
      ),
    );
  return (id, day) => {
    const date = dateOf(day.day);
    return rows
      .filter(
        ({ casemanagerId, dateFrom, dateUntil }) =>
          casemanagerId === id && dateFrom <= date && date <= dateUntil,
      )
      .map(({ reason, fromTime, untilTime }) => {
        if (fromTime === null || untilTime === null) {
          return { reason, allDay: true, start: day.start, end: day.end };
        }
        const part = onDay(day, { from: minutesOf(fromTime), until: minutesOf(untilTime) });
        return { reason, allDay: false, ...part };
      })
      .sort((a, b) => a.start - b.start);
  };
}
