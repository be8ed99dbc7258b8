import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { appointments, locations, staff, topics } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { type Booked, type OutsideReason, outsideHours } from '#server/slots/outsideHours.ts';

/** A booked afspraak to come that may stand outside the hours of its casemanager. Instants are epoch ms. */
export interface OutsideAppointment extends Booked {
  id: string;
  /** To pass to a verb. */
  version: number;
  topicId: string;
  /** In Dutch, as the portal has it. */
  topic: string;
  locationName: string;
  name: string | null;
  email: string | null;
  /** E.164, `+31612345678`. */
  phone: string | null;
  language: Language;
  /** Since when the jongere is asked to choose another time; null when they are not. */
  chooseAgainAt: number | null;
}

export interface Outside {
  /** Those that need a decision, in order of start. */
  toDecide: (OutsideAppointment & { reason: OutsideReason })[];
  /** Those whose jongere was asked to choose again and has not yet; `reason` is null when the hours cover it by now. */
  waiting: (OutsideAppointment & { reason: OutsideReason | null })[];
}

/**
 * The afspraken outside the hours of a casemanager of the own team, because of an exception, a changed week or a closure.
 * Computed on each call, so an afspraak disappears when the hours cover it again. Leaves out those that somebody decided to
 * keep. For a casemanager of another team the result is empty.
 * One query, with at least the version of the roster that this query saw, so hours saved before are always included.
 */
export async function findOutside(ctx: Ctx, casemanagerId: string): Promise<Outside> {
  may(ctx, 'appointment.keep');
  const rows = await readToCome(ctx, casemanagerId);
  if (rows.length > 0) viewed(ctx, 'appointment.keep', { kind: 'agenda', id: casemanagerId });
  const version = Math.max(...rows.map((row) => row.rosterVersion), 0);
  const roster = await ctx.roster.atLeast(version);
  const casemanager = roster.casemanagers.find(({ id }) => id === casemanagerId);
  const booked = rows.map(({ rosterVersion: _, startsAt, endsAt, chooseAgainAt, ...row }) => ({
    ...row,
    start: startsAt.getTime(),
    end: endsAt.getTime(),
    chooseAgainAt: chooseAgainAt?.getTime() ?? null,
  }));
  const toDecide = outsideHours(
    casemanager,
    roster.closures,
    booked.filter(({ chooseAgainAt }) => chooseAgainAt === null),
  );
  const waiting = booked.flatMap((one) => {
    if (one.chooseAgainAt === null) return [];
    return [outsideHours(casemanager, roster.closures, [one])[0] ?? { ...one, reason: null }];
  });
  return { toDecide, waiting };
}

function readToCome(ctx: Ctx, casemanagerId: string) {
  const { id, status, sequence, startsAt, endsAt, modality, name, email, phone, language } = appointments;
  const { topicId, locationId, chooseAgainAt, keptOutsideHours } = appointments;
  return ctx.db
    .select({
      id,
      version: sequence,
      startsAt,
      endsAt,
      modality,
      name,
      email,
      phone,
      language,
      topicId,
      chooseAgainAt,
      location: locationId,
      locationName: locations.name,
      topic: topics.label,
      rosterVersion: sql<number>`(select version::float8 from roster_version)`,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .innerJoin(topics, eq(topics.id, topicId))
    .innerJoin(locations, eq(locations.id, locationId))
    .where(
      and(
        eq(appointments.casemanagerId, casemanagerId),
        eq(status, 'booked'),
        gt(startsAt, new Date(ctx.clock.now())),
        eq(keptOutsideHours, false),
        scope(ctx, 'appointment.keep'),
      ),
    )
    .orderBy(asc(startsAt), asc(id));
}
