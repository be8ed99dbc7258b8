import { asc, eq, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { appointments, locations, staff, topics } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { needsOf } from '#server/booking/needs.ts';
import { dayMs } from '#server/kernel/time.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import { countNotes, readEvents } from './readEvents.ts';
import type { HeldAppointment } from './types.ts';

const earlier = alias(appointments, 'earlier');

/** An afspraak that is kept, with the id by which other tables know it. */
export type KeptAppointment = HeldAppointment & { id: string; referralId: string | null };

/** All that is kept of the afspraken and the times held that a condition on `appointments` finds, oldest first. */
export async function readAppointments(
  { db }: Pick<Ctx, 'db'>,
  where: SQL | undefined,
  { privateLinkDays }: { privateLinkDays: number },
): Promise<KeptAppointment[]> {
  const rows = await db
    .select({
      row: appointments,
      topic: { nl: topics.label, en: topics.labelEn },
      location: locations.name,
      casemanager: staff.firstName,
      follows: earlier.startsAt,
    })
    .from(appointments)
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, appointments.locationId))
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .leftJoin(earlier, eq(earlier.id, appointments.followsId))
    .where(where)
    .orderBy(asc(appointments.startsAt), asc(appointments.id));
  const ids = rows.map(({ row }) => row.id);
  const [events, notes] = await Promise.all([
    readEvents({ db }, 'appointment', ids),
    countNotes({ db }, 'appointment', ids),
  ]);
  return rows.map(({ row, ...named }) => ({
    ...named,
    id: row.id,
    referralId: row.referralId,
    status: row.status,
    reference: row.reference,
    modality: modalitySchema.parse(row.modality),
    start: row.startsAt,
    end: row.endsAt,
    heldUntil: row.status === 'held' ? row.expiresAt : null,
    name: row.name,
    email: row.email,
    phone: row.phone,
    visitAddress: row.visitAddress,
    ageGroup: row.ageGroup,
    reachBy: row.reachBy,
    messages: row.messages,
    language: row.language,
    note: row.note,
    ...needsOf(row),
    referral: row.referral,
    outcome: row.outcome,
    cancelReason: row.cancelReason,
    messageToJongere: row.messageToJongere,
    chooseAgainAt: row.chooseAgainAt,
    hereAt: row.hereAt,
    keptOutsideHours: row.keptOutsideHours,
    createdAt: row.createdAt,
    bookedAt: row.bookedAt,
    cancelledAt: row.cancelledAt,
    privateLinkUntil:
      row.tokenHash === null ? null : new Date(row.endsAt.getTime() + privateLinkDays * dayMs),
    history: events.get(row.id) ?? [],
    notesOfColleagues: notes.get(row.id) ?? 0,
  }));
}
