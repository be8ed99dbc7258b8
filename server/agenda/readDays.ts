import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Roster } from '#server/roster/types.ts';
import { schoolHolidaysOn } from '#server/settings/schoolHolidays.ts';
import { outsideHours } from '#server/slots/outsideHours.ts';
import { dateOf, dayNumber, type WallDay, wallDays } from '#server/slots/wallTime.ts';
import { onDay, workPeriods, worksOn } from '#server/slots/windows.ts';
import { freeTime } from './freeTime.ts';
import { readAbsences } from './readAbsences.ts';
import { type BareAppointment, selectItems } from './selectItems.ts';
import type { Agenda, AgendaDay, AgendaHold, AgendaItem } from './types.ts';
import { whoseAgenda } from './whoseAgenda.ts';

export interface DaysQuery {
  /** First and last date, both included. */
  from: string;
  to: string;
  /** The id of a colleague; left out, it is the agenda of whoever is signed in. */
  who?: string | null;
}

/**
 * The days of one agenda, one's own or that of a colleague of the same team. Somebody else's and nobody's are the
 * same: not found. Two queries beside the roster's.
 */
export async function readDays(
  ctx: Ctx,
  { from, to, who }: DaysQuery,
): Promise<({ ok: true } & Agenda) | NotFound> {
  may(ctx, 'agenda.read');
  const roster = await ctx.roster.current();
  const whose = whoseAgenda(ctx, roster, who);
  if (!whose) return { ok: false, error: 'not-found' };
  const query = { casemanagerId: whose.id, from, to };
  const [found, absencesOn] = await Promise.all([selectItems(ctx, query), readAbsences(ctx, query)]);
  const now = ctx.clock.now();
  const items = withOutside(roster, whose.id, found, now);
  const days = wallDays(dayNumber(from), dayNumber(to));
  const hoursOn = workingHours(roster, whose.id, days);
  const dayOf = (day: WallDay): AgendaDay => {
    const date = dateOf(day.day);
    const hours = hoursOn(day);
    const absences = absencesOn(day);
    const ofDay = items.filter((item) => item.date === date);
    const closed = roster.closures.filter(({ dateFrom, dateUntil }) => dateFrom <= date && date <= dateUntil);
    const open = hours.filter((stretch) =>
      closed.every(({ location }) => location !== null && location !== stretch.locationId),
    );
    const standing = ofDay.filter((item) => item.kind === 'hold' || item.status === 'booked');
    return {
      date,
      hours: hours.map(({ start, end, location }) => ({ start, end, location })),
      absences,
      closures: closed.flatMap(({ name, location }): AgendaDay['closures'] => {
        if (location === null) return [{ name, location }];
        const here = hours.find(({ locationId }) => locationId === location);
        return here ? [{ name, location: here.location }] : [];
      }),
      schoolHolidays: schoolHolidaysOn(roster.settings, date),
      free: freeTime(open, [...absences, ...standing.map(({ busy }) => busy)], now),
      items: ofDay,
    };
  };
  return { ok: true, whose, days: days.map(dayOf) };
}

function workingHours(roster: Roster, casemanagerId: string, days: readonly WallDay[]) {
  const casemanager = roster.casemanagers.find(({ id }) => id === casemanagerId);
  const week = casemanager && { ...casemanager, busy: [], booked: [] };
  const periods = week ? workPeriods(week, days) : [];
  return (day: WallDay) =>
    periods
      .filter((period) => worksOn(period, day))
      .map((period) => ({
        ...onDay(day, period),
        locationId: period.location,
        location: roster.locations.find(({ id }) => id === period.location)?.name ?? period.location,
      }))
      .filter(({ start, end }) => start < end);
}

/** Of what is still to come, whether the hours cover it. */
function withOutside(
  roster: Roster,
  casemanagerId: string,
  found: readonly (BareAppointment | AgendaHold)[],
  now: number,
): AgendaItem[] {
  const toCome = found.flatMap((item) =>
    item.kind === 'appointment' && item.status === 'booked' && item.start > now
      ? [{ ...item, location: item.locationId }]
      : [],
  );
  const casemanager = roster.casemanagers.find(({ id }) => id === casemanagerId);
  const outside = new Set(outsideHours(casemanager, roster.closures, toCome).map(({ id }) => id));
  return found.map((item) => {
    if (item.kind === 'hold') return item;
    const { locationId: _, kept, ...appointment } = item;
    return { ...appointment, outside: outside.has(item.id) ? (kept ? 'kept' : 'to-decide') : null };
  });
}
