import { and, asc, between, eq, gt, inArray, type SQL } from 'drizzle-orm';
import { appointments, staff } from '#db/schema/index.ts';
import { scope } from '#server/access/scope.ts';
import type { ToHandOver } from '#server/agenda/whoCanTake.ts';
import type { Ctx } from '#server/booking/context.ts';
import { isChoosing } from '#server/booking/rules.ts';
import type { Location, Roster } from '#server/roster/types.ts';
import { modalitySchema } from '#server/slots/schema.ts';

/** An afspraak to come of somebody of the team. Instants are epoch ms. */
export interface ToMove extends ToHandOver {
  version: number;
  end: number;
  location: Pick<Location, 'id' | 'name'>;
  casemanager: { id: string; firstName: string; lastName: string };
  /** Null when the jongere had the data wiped. */
  name: string | null;
  isWiped: boolean;
  /** The jongere was asked to choose another time, and still can. */
  isChoosing: boolean;
}

/** The afspraken of the team that are not over and of which this holds, in order of start. One query. */
export async function selectToMove(ctx: Ctx, roster: Roster, where: SQL | undefined): Promise<ToMove[]> {
  const now = ctx.clock.now();
  const rows = await ctx.db
    .select({
      row: appointments,
      casemanager: { id: staff.id, firstName: staff.firstName, lastName: staff.lastName },
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, appointments.casemanagerId))
    .where(
      and(
        where,
        scope(ctx, 'team.move'),
        eq(appointments.status, 'booked'),
        gt(appointments.endsAt, new Date(now)),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.id));
  return rows.flatMap(({ row, casemanager }) => {
    const topic = roster.topics.find(({ id }) => id === row.topicId);
    const location = roster.locations.find(({ id }) => id === row.locationId);
    // The roster is read from time to time; what was added just now shows the next time.
    if (!topic || !location) return [];
    const start = row.startsAt.getTime();
    const chooseAgainAt = row.chooseAgainAt?.getTime() ?? null;
    return [
      {
        id: row.id,
        version: row.sequence,
        start,
        end: row.endsAt.getTime(),
        topic,
        location,
        modality: modalitySchema.parse(row.modality),
        casemanager,
        name: row.name,
        isWiped: row.wipedAt !== null,
        isChoosing: isChoosing({ chooseAgainAt, start }, now),
      },
    ];
  });
}

/** On which afspraken: some by their ids, or those of somebody on some days, both included. */
export type Asked = { ids: readonly string[] } | { who: string; from: string; to: string };

export const isAsked = (asked: Asked): SQL | undefined =>
  'ids' in asked
    ? inArray(appointments.id, [...asked.ids])
    : and(eq(appointments.casemanagerId, asked.who), between(appointments.localDate, asked.from, asked.to));
