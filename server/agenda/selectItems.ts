import { and, asc, between, eq, gt, or, sql } from 'drizzle-orm';
import { appointments, locations, topics } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { AgendaAppointment, AgendaHold } from './types.ts';

interface ItemsQuery {
  casemanagerId: string;
  /** First and last date, both included. */
  from: string;
  to: string;
}

/** An afspraak without the check whether the hours cover it. */
export type BareAppointment = Omit<AgendaAppointment, 'outside'> & { locationId: string; kept: boolean };

const { id, status, sequence, startsAt, endsAt, localDate, modality, name, phone, ageGroup } = appointments;
const { outcome, expiresAt, chooseAgainAt, locationId, keptOutsideHours: kept, during } = appointments;
const epochMs = (bound: 'lower' | 'upper') =>
  sql<number>`extract(epoch from ${sql.raw(bound)}(${during}))::float8 * 1000`;

/** The items of one casemanager's agenda: afspraken, also cancelled ones, and holds that have not expired. One query. */
export async function selectItems(ctx: Ctx, query: ItemsQuery): Promise<(BareAppointment | AgendaHold)[]> {
  const { casemanagerId, from, to } = query;
  const english = ctx.language === 'en';
  const topic = english ? topics.labelEn : topics.label;
  const location = locations.name;
  const stands = gt(expiresAt, new Date(ctx.clock.now()));
  const rows = await ctx.db
    .select({
      id,
      status,
      sequence,
      startsAt,
      endsAt,
      localDate,
      modality,
      name,
      phone,
      ageGroup,
      outcome,
      expiresAt,
      chooseAgainAt,
      locationId,
      kept,
      topic,
      location,
      busyFrom: epochMs('lower'),
      busyUntil: epochMs('upper'),
    })
    .from(appointments)
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, locationId))
    .where(
      and(
        eq(appointments.casemanagerId, casemanagerId),
        between(localDate, from, to),
        or(eq(status, 'booked'), eq(status, 'cancelled'), and(eq(status, 'held'), stands)),
      ),
    )
    .orderBy(asc(startsAt), asc(status), asc(id));
  return rows.flatMap((found): (BareAppointment | AgendaHold)[] => {
    const { startsAt, endsAt, localDate: date, busyFrom, busyUntil, ...row } = found;
    const { status, expiresAt, chooseAgainAt, ...details } = row;
    const modality = modalitySchema.parse(row.modality);
    const busy = { start: busyFrom, end: busyUntil };
    const time = { id: row.id, start: startsAt.getTime(), end: endsAt.getTime(), date, modality, busy };
    if (status === 'expired') return [];
    if (status === 'held') return [{ kind: 'hold', ...time, expiresAt: expiresAt?.getTime() ?? 0 }];
    return [{ kind: 'appointment', ...details, ...time, status, choosingAgain: chooseAgainAt !== null }];
  });
}
