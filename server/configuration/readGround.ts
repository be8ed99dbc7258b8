import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { appointments, staff } from '#db/schema/index.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readRoster } from '#server/roster/load.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { Ctx } from './context.ts';
import type { TouchGround } from './touches.ts';

/**
 * What a change is laid beside: who works when, and the booked afspraken to come. In a write, under the lock of the roster: what
 * is agreed to is what it touches, and no booking comes in between.
 */
export async function readGround(ctx: Ctx): Promise<TouchGround> {
  const now = ctx.clock.now();
  const { id, startsAt, endsAt, locationId, modality, topicId, casemanagerId } = appointments;
  const rows = await ctx.db
    .select({
      id,
      startsAt,
      endsAt,
      location: locationId,
      modality,
      topic: topicId,
      casemanager: casemanagerId,
    })
    .from(appointments)
    .where(
      and(
        eq(appointments.status, 'booked'),
        gt(startsAt, new Date(now)),
        eq(appointments.keptOutsideHours, false),
      ),
    )
    .orderBy(asc(startsAt), asc(id));
  const people = await ctx.db
    .select({
      name: sql<string>`${staff.firstName} || ' ' || ${staff.lastName}`,
      organisation: staff.organisationId,
    })
    .from(staff)
    .where(eq(staff.active, true))
    .orderBy(asc(staff.firstName), asc(staff.lastName));
  return {
    roster: await readRoster(ctx.db, now),
    booked: rows.map(({ startsAt: start, endsAt: end, ...row }) => ({
      ...row,
      modality: modalitySchema.parse(row.modality),
      start: start.getTime(),
      end: end.getTime(),
    })),
    people,
    today: dateInAmsterdam(now),
  };
}
