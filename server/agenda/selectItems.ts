import { and, asc, between, eq, gt, or } from 'drizzle-orm';
import { appointments, locations, topics } from '../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import type { AgendaItem } from './types.ts';

interface ItemsQuery {
  casemanagerId: string;
  /** First and last date, both included. */
  from: string;
  to: string;
}

const { id, status, sequence, startsAt, endsAt, localDate, modality, name, ageGroup, outcome } = appointments;

/** What stands in one casemanager's agenda: afspraken, cancelled ones too, and holds that have not ended. One query. */
export async function selectItems(ctx: Ctx, query: ItemsQuery): Promise<AgendaItem[]> {
  const { casemanagerId, from, to } = query;
  const english = ctx.language === 'en';
  const topic = english ? topics.labelEn : topics.label;
  const location = locations.name;
  const stands = gt(appointments.expiresAt, new Date(ctx.clock.now()));
  const rows = await ctx.db
    .select({
      ...{ id, status, sequence, startsAt, endsAt, localDate, modality, name, ageGroup, outcome },
      ...{ topic, location },
    })
    .from(appointments)
    .innerJoin(topics, eq(topics.id, appointments.topicId))
    .innerJoin(locations, eq(locations.id, appointments.locationId))
    .where(
      and(
        eq(appointments.casemanagerId, casemanagerId),
        between(localDate, from, to),
        or(eq(status, 'booked'), eq(status, 'cancelled'), and(eq(status, 'held'), stands)),
      ),
    )
    .orderBy(asc(startsAt), asc(status), asc(id));
  return rows.flatMap(({ status, startsAt, endsAt, localDate: date, ...row }): AgendaItem[] => {
    const time = { id: row.id, start: startsAt.getTime(), end: endsAt.getTime(), date };
    if (status === 'expired') return [];
    if (status === 'held') return [{ kind: 'hold', ...time, modality: row.modality }];
    return [{ kind: 'appointment', status, ...row, ...time }];
  });
}
