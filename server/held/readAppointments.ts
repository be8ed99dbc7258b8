import { asc, count, eq, inArray, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { appointmentNotes, appointments, history, locations, staff, topics } from '#db/schema/index.ts';
import { historyWords } from '#db/schema/words.ts';
import type { Ctx } from '#server/booking/context.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { HeldAppointment, HeldEvent } from './types.ts';

const day = 24 * 3_600_000;
const earlier = alias(appointments, 'earlier');

/** An afspraak that is kept, with the id by which other tables know it. */
export type KeptAppointment = HeldAppointment & { id: string };

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
  const [events, notes] = await Promise.all([readEvents({ db }, ids), countNotes({ db }, ids)]);
  return rows.map(({ row, ...named }) => ({
    ...named,
    id: row.id,
    status: row.status,
    reference: row.reference,
    modality: modalitySchema.parse(row.modality),
    start: row.startsAt,
    end: row.endsAt,
    heldUntil: row.status === 'held' ? row.expiresAt : null,
    name: row.name,
    email: row.email,
    phone: row.phone,
    ageGroup: row.ageGroup,
    reachBy: row.reachBy,
    language: row.language,
    note: row.note,
    referral: row.referral,
    outcome: row.outcome,
    cancelReason: row.cancelReason,
    messageToJongere: row.messageToJongere,
    chooseAgainAt: row.chooseAgainAt,
    keptOutsideHours: row.keptOutsideHours,
    createdAt: row.createdAt,
    bookedAt: row.bookedAt,
    cancelledAt: row.cancelledAt,
    privateLinkUntil: row.tokenHash === null ? null : new Date(row.endsAt.getTime() + privateLinkDays * day),
    history: events.get(row.id) ?? [],
    notesOfColleagues: notes.get(row.id) ?? 0,
  }));
}

type Event = HeldAppointment['history'][number];

async function readEvents({ db }: Pick<Ctx, 'db'>, ids: readonly string[]): Promise<Map<string, Event[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: history.appointmentId,
      at: history.at,
      what: history.what,
      kind: history.actor,
      name: staff.firstName,
    })
    .from(history)
    .leftJoin(staff, eq(staff.id, history.staffId))
    .where(inArray(history.appointmentId, [...ids]))
    .orderBy(asc(history.at), asc(history.id));
  return groupEvents(rows, historyWords.appointment);
}

/** Rows of the history by what they are about. */
export function groupEvents<const What extends string>(
  rows: readonly {
    id: string | null;
    at: Date;
    what: string;
    kind: HeldEvent['by']['kind'];
    name: string | null;
  }[],
  words: readonly What[],
): Map<string, HeldEvent<What>[]> {
  const events = new Map<string, HeldEvent<What>[]>();
  for (const { id, at, what: said, kind, name } of rows) {
    const what = words.find((word) => word === said);
    if (id === null || what === undefined) throw new Error(`expected something that happened, not "${said}"`);
    events.set(id, [...(events.get(id) ?? []), { at, what, by: { kind, name } }]);
  }
  return events;
}

async function countNotes({ db }: Pick<Ctx, 'db'>, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { appointmentId } = appointmentNotes;
  const rows = await db
    .select({ id: appointmentId, notes: count() })
    .from(appointmentNotes)
    .where(inArray(appointmentId, [...ids]))
    .groupBy(appointmentId);
  return new Map(rows.map(({ id, notes }) => [id, notes]));
}
