import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { schoolHolidaysOn } from '#server/settings/schoolHolidays.ts';
import { outsideHours } from '#server/slots/outsideHours.ts';
import { dateOf, dayNumber, type WallDay, wallDays } from '#server/slots/wallTime.ts';
import { joined, onDay, within, without, workPeriods, worksOn } from '#server/slots/windows.ts';
import { freeTime } from './freeTime.ts';
import { readAbsences } from './readAbsences.ts';
import { readElsewhere } from './readElsewhere.ts';
import { type BareItem, selectItems } from './selectItems.ts';
import type { AgendaDay, AgendaItem } from './types.ts';

interface AssembleQuery {
  /** Ids of casemanagers; whether the reader may see them is decided before. */
  people: readonly string[];
  /** First and last date, both included. */
  from: string;
  to: string;
}

/** The days of some casemanagers, in the order asked for. Three queries, however many they are. */
export async function assembleDays(
  ctx: Ctx,
  roster: Roster,
  { people, from, to }: AssembleQuery,
): Promise<{ id: string; days: AgendaDay[] }[]> {
  const query = { casemanagerIds: people, from, to };
  const [found, absencesOf, elsewhereOf] = await Promise.all([
    selectItems(ctx, query),
    readAbsences(ctx, query),
    readElsewhere(ctx, query),
  ]);
  const now = ctx.clock.now();
  const days = wallDays(dayNumber(from), dayNumber(to));
  return people.map((id) => {
    const items = Map.groupBy(withOutside(roster, id, found.get(id) ?? [], now), ({ date }) => date);
    const hoursOn = workingHours(roster, id, days);
    const dayOf = (day: WallDay): AgendaDay => {
      const date = dateOf(day.day);
      const hours = hoursOn(day);
      const absences = absencesOf(id, day);
      // Of what lies outside the hours nobody has to know.
      const elsewhere = within(without(elsewhereOf(id, day), joined(absences)), hours);
      const ofDay = items.get(date) ?? [];
      const closed = roster.closures.filter(
        ({ dateFrom, dateUntil }) => dateFrom <= date && date <= dateUntil,
      );
      const open = hours.filter((stretch) =>
        closed.every(({ location }) => location !== null && location !== stretch.locationId),
      );
      const standing = ofDay.filter((item) => item.kind === 'hold' || item.status === 'booked');
      return {
        date,
        hours,
        absences,
        elsewhere,
        closures: closed.flatMap(({ name, location }): AgendaDay['closures'] => {
          if (location === null) return [{ name, location }];
          const here = hours.find(({ locationId }) => locationId === location);
          return here ? [{ name, location: here.location }] : [];
        }),
        schoolHolidays: schoolHolidaysOn(roster.settings, date),
        free: freeTime(open, [...absences, ...elsewhere, ...standing.map(({ busy }) => busy)], now),
        items: ofDay,
      };
    };
    return { id, days: days.map(dayOf) };
  });
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
  found: readonly BareItem[],
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
