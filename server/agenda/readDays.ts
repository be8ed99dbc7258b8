import { and, eq, gte, lte } from 'drizzle-orm';
import { availabilityExceptions } from '../../db/schema/index.ts';
import { dayNumber, wallDays } from '../availability/wallTime.ts';
import { onDay, workPeriods, worksOn } from '../availability/windows.ts';
import type { Ctx } from '../context.ts';
import type { Roster } from '../roster/types.ts';
import { selectItems } from './selectItems.ts';
import type { Absence, AgendaDay } from './types.ts';

interface DaysQuery {
  casemanagerId: string;
  /** First and last date, both included. */
  from: string;
  to: string;
}

/** The days of one casemanager's agenda, also those on which nothing happens. Two queries beside the roster's. */
export async function readDays(ctx: Ctx, query: DaysQuery): Promise<AgendaDay[]> {
  const [roster, items, absences] = await Promise.all([
    ctx.roster.current(),
    selectItems(ctx, query),
    readAbsences(ctx, query),
  ]);
  const days = wallDays(dayNumber(query.from), dayNumber(query.to));
  const hoursOn = workingHours(roster, query.casemanagerId, days);
  return days.map((day, index) => {
    const date = Temporal.PlainDate.from(query.from).add({ days: index }).toString();
    const covers = ({ dateFrom, dateUntil }: { dateFrom: string; dateUntil: string }) =>
      dateFrom <= date && date <= dateUntil;
    const hours = hoursOn(day);
    return {
      date,
      hours,
      absences: absences.filter(covers).map(({ absence }) => absence),
      closures: roster.closures.filter(covers).flatMap(({ name, location }) => {
        const place = location === null ? null : nameOf(roster, location);
        return place === null || hours.some((stretch) => stretch.location === place)
          ? [{ name, location: place }]
          : [];
      }),
      items: items.filter((item) => item.date === date),
    };
  });
}

function workingHours(roster: Roster, casemanagerId: string, days: ReturnType<typeof wallDays>) {
  const casemanager = roster.casemanagers.find(({ id }) => id === casemanagerId);
  const periods = casemanager ? workPeriods({ ...casemanager, busy: [], booked: [] }, days) : [];
  return (day: (typeof days)[number]) =>
    periods
      .filter((period) => worksOn(period, day))
      .map((period) => ({ ...onDay(day, period), location: nameOf(roster, period.location) }))
      .filter(({ start, end }) => start < end);
}

async function readAbsences(ctx: Ctx, { casemanagerId, from, to }: DaysQuery) {
  const rows = await ctx.db
    .select()
    .from(availabilityExceptions)
    .where(
      and(
        eq(availabilityExceptions.casemanagerId, casemanagerId),
        eq(availabilityExceptions.kind, 'absence'),
        lte(availabilityExceptions.dateFrom, to),
        gte(availabilityExceptions.dateUntil, from),
      ),
    );
  return rows.map(({ dateFrom, dateUntil, fromTime, untilTime, reason }) => {
    const hours =
      fromTime === null || untilTime === null
        ? null
        : { from: fromTime.slice(0, 5), until: untilTime.slice(0, 5) };
    const absence: Absence = { reason, hours };
    return { dateFrom, dateUntil, absence };
  });
}

const nameOf = (roster: Roster, locationId: string) =>
  roster.locations.find(({ id }) => id === locationId)?.name ?? locationId;
