import { eq, type SQL, sql } from 'drizzle-orm';
import { appointments, staff } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { Interval } from '#server/slots/types.ts';
import { needsOf } from './needs.ts';
import type { Appointment, Hold, HoldPerson } from './types.ts';

export type AppointmentRow = typeof appointments.$inferSelect & {
  casemanager: { id: string; firstName: string; meetingLink: string | null };
  /** From start to end with what is kept free around it. */
  busy: Interval;
};

const epochMs = (bound: 'lower' | 'upper') =>
  sql<number>`extract(epoch from ${sql.raw(bound)}(${appointments.during}))::float8 * 1000`;

/** The stretch that a row occupies, to select (epoch ms). */
export const busyOf = { start: epochMs('lower'), end: epochMs('upper') };

/** The row of one hold or afspraak with its casemanager, or undefined. */
export async function selectRow(ctx: Ctx, where: SQL | undefined): Promise<AppointmentRow | undefined> {
  const [found] = await ctx.db
    .select({
      row: appointments,
      casemanager: { id: staff.id, firstName: staff.firstName, meetingLink: staff.meetingLink },
      busy: busyOf,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(where)
    .limit(1);
  return found && { ...found.row, casemanager: found.casemanager, busy: found.busy };
}

/** The common part of a hold and an afspraak, with values of the roster in place of ids. */
function placeAndTime(roster: Roster, row: AppointmentRow) {
  const topic = roster.topics.find(({ id }) => id === row.topicId);
  const location = roster.locations.find(({ id }) => id === row.locationId);
  // Foreign keys guarantee both, so only a roster that was read before they were added can lack them.
  if (!topic || !location) throw new Error(`the roster does not know ${row.topicId} or ${row.locationId}`);
  return {
    id: row.id,
    topic,
    location,
    modality: modalitySchema.parse(row.modality),
    start: row.startsAt.getTime(),
    end: row.endsAt.getTime(),
    casemanager: row.casemanager,
  };
}

function personOf(row: AppointmentRow): HoldPerson {
  const { name, email, phone, ageGroup, reachBy, messages, language, note, visitAddress } = row;
  return { name, email, phone, ageGroup, reachBy, messages, language, note, visitAddress, ...needsOf(row) };
}

export function toHold(ctx: Ctx, roster: Roster, row: AppointmentRow): Hold {
  return {
    ...placeAndTime(roster, row),
    token: ctx.tokens.make('hold', row.id, 1),
    expiresAt: row.expiresAt?.getTime() ?? 0,
    extended: row.extended,
    person: personOf(row),
  };
}

/** The afspraak in a row that was once booked; a hold is none. */
export function toAppointment(ctx: Ctx, roster: Roster, row: AppointmentRow): Appointment {
  if (row.status !== 'booked' && row.status !== 'cancelled') throw new Error(`${row.status} is no afspraak`);
  return {
    ...placeAndTime(roster, row),
    ...personOf(row),
    status: row.status,
    reference: row.reference ?? '',
    token: ctx.tokens.make('appointment', row.id, row.generation),
    sequence: row.sequence,
    revisedAt: row.revisedAt.getTime(),
    referral: row.referral,
    outcome: row.outcome,
    hereAt: row.hereAt?.getTime() ?? null,
    cancelReason: row.cancelReason,
    bookedAt: (row.bookedAt ?? row.createdAt).getTime(),
    cancelledAt: row.cancelledAt?.getTime() ?? null,
  };
}
