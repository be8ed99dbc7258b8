import { and, asc, between, eq, gt, inArray, or, sql } from 'drizzle-orm';
import { appointments, locations, topics, waitingListOffers } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { busyOf } from '#server/booking/rows.ts';
import { isChoosing } from '#server/booking/rules.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { AgendaAppointment, AgendaHold } from './types.ts';

interface ItemsQuery {
  casemanagerIds: readonly string[];
  /** First and last date, both included. */
  from: string;
  to: string;
}

/** An afspraak without the check whether the hours cover it. */
export type BareAppointment = Omit<AgendaAppointment, 'outside'> & { locationId: string; kept: boolean };
export type BareItem = BareAppointment | AgendaHold;

const { id, status, sequence, startsAt, endsAt, localDate, modality, name, phone, ageGroup } = appointments;
const { outcome, hereAt, expiresAt, chooseAgainAt, locationId, keptOutsideHours: kept } = appointments;

/**
 * What is in the agendas of these casemanagers, by their ids: afspraken, also cancelled ones, and holds that have not
 * expired, in order of start. One query.
 */
export async function selectItems(
  ctx: Ctx,
  { casemanagerIds, from, to }: ItemsQuery,
): Promise<Map<string, BareItem[]>> {
  const english = ctx.language === 'en';
  const topic = english ? topics.labelEn : topics.label;
  const location = locations.name;
  const now = ctx.clock.now();
  const stands = gt(expiresAt, new Date(now));
  const rows = await ctx.db
    .select({
      casemanagerId: appointments.casemanagerId,
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
      hereAt,
      expiresAt,
      chooseAgainAt,
      locationId,
      kept,
      topic,
      location,
      busy: busyOf,
      offered: sql<boolean>`${status} = 'held' and exists (select from ${waitingListOffers} where ${waitingListOffers.appointmentId} = ${id})`,
    })
    .from(appointments)
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, locationId))
    .where(
      and(
        inArray(appointments.casemanagerId, [...casemanagerIds]),
        between(localDate, from, to),
        or(eq(status, 'booked'), eq(status, 'cancelled'), and(eq(status, 'held'), stands)),
      ),
    )
    .orderBy(asc(startsAt), asc(status), asc(id));
  const items = new Map<string, BareItem[]>(casemanagerIds.map((casemanager) => [casemanager, []]));
  for (const { casemanagerId, startsAt, endsAt, localDate: date, busy, ...row } of rows) {
    const { status, expiresAt, chooseAgainAt, hereAt, offered, ...details } = row;
    const modality = modalitySchema.parse(row.modality);
    const time = { id: row.id, start: startsAt.getTime(), end: endsAt.getTime(), date, modality, busy };
    const ofThis = casemanagerId === null ? undefined : items.get(casemanagerId);
    if (status === 'held')
      ofThis?.push({ kind: 'hold', ...time, expiresAt: expiresAt?.getTime() ?? 0, offered });
    else if (status !== 'expired')
      ofThis?.push({
        kind: 'appointment',
        ...details,
        ...time,
        status,
        hereAt: hereAt?.getTime() ?? null,
        choosingAgain: isChoosing(
          { chooseAgainAt: chooseAgainAt?.getTime() ?? null, start: time.start },
          now,
        ),
      });
  }
  return items;
}
