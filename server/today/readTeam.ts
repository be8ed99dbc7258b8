import { and, eq, inArray } from 'drizzle-orm';
import { appointments, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { peopleInScope, scope } from '#server/access/scope.ts';
import { readElsewhere } from '#server/agenda/readElsewhere.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Interval } from '#server/slots/types.ts';
import { dayNumber, wallDays } from '#server/slots/wallTime.ts';
import { absences, closedAt, onDay, workPeriods, worksOn } from '#server/slots/windows.ts';
import { teamState } from './teamState.ts';
import type { TeamMember } from './types.ts';

/**
 * The colleagues of the own team on a date (today), with what each does now. Hours and absence come from the roster; two
 * queries, however many there are.
 */
export async function readTeam(ctx: Ctx, roster: Roster, date: string): Promise<TeamMember[]> {
  const { id: me } = may(ctx, 'agenda.read').staff;
  const colleagues = peopleInScope(ctx, 'agenda.read', roster.casemanagers).filter(({ id }) => id !== me);
  if (colleagues.length === 0) return [];
  const ids = colleagues.map(({ id }) => id);
  const [talks, elsewhereOf] = await Promise.all([
    readTalks(ctx, ids, date),
    readElsewhere(ctx, { casemanagerIds: ids, from: date, to: date }),
  ]);
  const days = wallDays(dayNumber(date), dayNumber(date));
  const now = ctx.clock.now();
  return colleagues.map((one) => {
    const colleague = { ...one, busy: [], booked: [] };
    const hours = days.flatMap((day) =>
      workPeriods(colleague, days)
        .filter((period) => worksOn(period, day))
        .map((period) => ({ location: period.location, ...onDay(day, period) }))
        .filter(({ start, end, location }) => {
          const closed = closedAt(location, roster.closures, days);
          return start < end && !closed.some((one) => one.start <= start && end <= one.end);
        }),
    );
    const elsewhere = days.flatMap((day) => elsewhereOf(one.id, day));
    const away = [...absences(colleague, days), ...elsewhere];
    const day = { hours, absences: away, talks: talks.get(colleague.id) ?? [] };
    const { id, firstName, lastName } = colleague;
    return { id, firstName, lastName, state: teamState(day, now) };
  });
}

async function readTalks(ctx: Ctx, ids: readonly string[], date: string): Promise<Map<string, Interval[]>> {
  const { casemanagerId: id, startsAt, endsAt, localDate, status } = appointments;
  const rows = await ctx.db
    .select({ id, startsAt, endsAt })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, id))
    .where(and(inArray(id, [...ids]), eq(localDate, date), eq(status, 'booked'), scope(ctx, 'agenda.read')));
  const talks = Map.groupBy(rows, (row) => row.id);
  return new Map(
    [...talks].map(([who, found]) => [
      who,
      found.map((row) => ({ start: row.startsAt.getTime(), end: row.endsAt.getTime() })),
    ]),
  );
}
