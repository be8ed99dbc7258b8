import { peopleInScope, type StaffAction } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam, offsetAt } from '#server/kernel/time.ts';
import type { Location, Roster } from '#server/roster/types.ts';
import { isOver, openUntil, type WallMoment } from './openUntil.ts';

/** The locations whose line somebody has a right to: where somebody of their team ever works. In the order of the gemeente. */
export function placesInScope(ctx: Ctx, action: StaffAction, roster: Roster): Location[] {
  const places = new Set(peopleInScope(ctx, action, roster.casemanagers).flatMap((person) => person.places));
  return roster.locations.filter(({ id, active }) => active && places.has(id));
}

/** What the clock of the gemeente says. */
export function wallMoment(now: number): WallMoment {
  const local = new Date(now + offsetAt(now)).toISOString();
  return { weekday: ((new Date(local).getUTCDay() + 6) % 7) + 1, time: local.slice(11, 16) };
}

/** Until when somebody can walk in today, `12:00`; null while nobody can: outside the hours, closed, or not open yet. */
export function walkInUntil(roster: Roster, location: Location, now: number): string | null {
  return isShut(roster, location, now) ? null : openUntil(location.walkInHours, wallMoment(now));
}

/**
 * Whether nobody is helped at a location any more today, so that who still waits is asked about. On a day without walk-in hours
 * the opening hours say so.
 */
export function walkInIsOver(roster: Roster, location: Location, now: number): boolean {
  const moment = wallMoment(now);
  const { walkInHours, openingHours } = location;
  const hours = walkInHours.some(({ weekdays }) => weekdays.includes(moment.weekday))
    ? walkInHours
    : openingHours;
  return isShut(roster, location, now) || isOver(hours, moment);
}

/** Closed today, not open yet, or no location any more. */
function isShut({ closures }: Roster, { id, active, closedUntil }: Location, now: number): boolean {
  const date = dateInAmsterdam(now);
  const closed = closures.some(
    (one) => one.dateFrom <= date && date <= one.dateUntil && (one.location === null || one.location === id),
  );
  return closed || (closedUntil !== null && date < closedUntil) || !active;
}
