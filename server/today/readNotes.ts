import { and, between, desc, eq, isNull, lte } from 'drizzle-orm';
import { appointments, staff, topics } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { NoteToDo } from './types.ts';

/** How far back it looks: who remembers more of a talk than that. */
const daysBack = 60;
/** More than this nobody does at once; the oldest come when the newest are done. */
const most = 50;

/** The own afspraken that began, of today and earlier days, of which nothing is noted. Newest first. One query. */
export async function readNotes(ctx: Ctx): Promise<NoteToDo[]> {
  const { id: me } = may(ctx, 'appointment.outcome').staff;
  const now = ctx.clock.now();
  const today = dateInAmsterdam(now);
  const { id, sequence, name, startsAt, endsAt } = appointments;
  const { localDate, status, outcome, casemanagerId, topicId, wipedAt } = appointments;
  const rows = await ctx.db
    .select({
      id,
      sequence,
      name,
      startsAt,
      endsAt,
      topic: ctx.language === 'en' ? topics.labelEn : topics.label,
    })
    .from(appointments)
    .innerJoin(staff, eq(staff.id, casemanagerId))
    .innerJoin(topics, eq(topics.id, topicId))
    .where(
      and(
        eq(casemanagerId, me),
        scope(ctx, 'appointment.outcome'),
        between(localDate, addDays(today, -daysBack), today),
        eq(status, 'booked'),
        isNull(outcome),
        isNull(wipedAt),
        lte(startsAt, new Date(now)),
      ),
    )
    .orderBy(desc(startsAt), desc(id))
    .limit(most);
  return rows.map(({ startsAt: from, endsAt: until, ...row }) => ({
    kind: 'note',
    ...row,
    start: from.getTime(),
    end: until.getTime(),
  }));
}
