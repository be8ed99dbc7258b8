import { z } from 'zod';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';
import type { WallDay } from '#server/slots/wallTime.ts';
import { joined } from '#server/slots/windows.ts';

interface ElsewhereQuery {
  casemanagerIds: readonly string[];
  /** First and last date, both included. */
  from: string;
  to: string;
}

const rowsSchema = z.array(z.object({ id: z.uuid(), start: z.number(), end: z.number() }));

/** When each of these casemanagers is busy by a calendar of their own, as parts of each of some days. One query. */
export async function readElsewhere(
  ctx: Pick<Ctx, 'sql'>,
  { casemanagerIds, from, to }: ElsewhereQuery,
): Promise<(casemanagerId: string, day: WallDay) => Interval[]> {
  const [start, end] = [startOfDate(from), startOfDate(addDays(to, 1))].map((at) =>
    new Date(at).toISOString(),
  );
  const rows = await ctx.sql`
    select casemanager_id as id, extract(epoch from lower(during))::float8 * 1000 as start,
      extract(epoch from upper(during))::float8 * 1000 as end
    from busy_times
    where casemanager_id = any(${[...casemanagerIds]}::uuid[])
      and during && tstzrange(${start ?? null}::timestamptz, ${end ?? null}::timestamptz)`;
  const byPerson = Map.groupBy(rowsSchema.parse(rows), ({ id }) => id);
  return (id, day) =>
    joined(
      (byPerson.get(id) ?? []).map((one) => ({
        start: Math.max(one.start, day.start),
        end: Math.min(one.end, day.end),
      })),
    );
}
