import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import { schoolHolidaysBetween } from '#server/settings/schoolHolidays.ts';
import { type StoredException, selectExceptions } from './exceptionRows.ts';

/** Days on which the gemeente or one location is closed, or the schools are. Dates are both included. */
export interface CommonDays {
  kind: 'closure' | 'school';
  name: string;
  from: string;
  until: string;
  /** The name of the one location that is closed. */
  location: string | null;
}

export interface ExceptionsOf {
  casemanager: Casemanager;
  /** The team that they and whoever asks are of, whoever asks first. */
  team: Casemanager[];
  exceptions: StoredException[];
  common: CommonDays[];
}

const monthsAheadDays = 91;

/**
 * The exceptions of a casemanager of the own team, those of today and to come, and what concerns everybody in the
 * coming three months.
 */
export async function readExceptions(
  ctx: Ctx,
  casemanagerId: string,
): Promise<(ExceptionsOf & { ok: true }) | NotFound> {
  may(ctx, 'exception.read');
  const roster = await ctx.roster.current();
  const team = peopleInScope(ctx, 'exception.read', roster.casemanagers);
  const casemanager = team.find(({ id }) => id === casemanagerId);
  const about = { kind: 'exceptions', id: casemanagerId } as const;
  if (!casemanager) {
    notFound(ctx, 'exception.read', about);
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'exception.read', about);
  const today = dateInAmsterdam(ctx.clock.now());
  const exceptions = await selectExceptions(ctx.sql, { casemanagerId, lastingUntil: today });
  return { ok: true, casemanager, team, exceptions, common: commonDays(roster, today) };
}

function commonDays({ closures, locations, settings }: Roster, today: string): CommonDays[] {
  const last = addDays(today, monthsAheadDays);
  const closed = closures
    .filter(({ dateFrom, dateUntil }) => dateFrom <= last && today <= dateUntil)
    .map(({ name, dateFrom: from, dateUntil: until, location }): CommonDays => {
      const place = locations.find(({ id }) => id === location)?.name ?? location;
      return { kind: 'closure', name, from, until, location: place };
    });
  const schools = schoolHolidaysBetween(settings, today, last).map(
    (holiday): CommonDays => ({ kind: 'school', ...holiday, location: null }),
  );
  return [...closed, ...schools].sort((a, b) => (a.from < b.from ? -1 : 1));
}
