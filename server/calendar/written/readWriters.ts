import { z } from 'zod';
import { calendarFaults } from '#db/schema/calendarWords.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/calendar/busy/context.ts';

const rowSchema = z.object({
  source: z.uuid(),
  isOn: z.boolean(),
  /** When all stood there as it should; null when it never did. Epoch ms. */
  goodAt: z.number().nullable(),
  fault: z.enum(calendarFaults).nullable(),
  /** Afspraken that stand there. */
  entries: z.int(),
});
/** How writing into an own calendar goes. */
export type Writer = z.output<typeof rowSchema>;

/** How writing into the own calendars of whoever is signed in goes. One query. */
export async function readWriters(ctx: Ctx): Promise<Writer[]> {
  const { id: me } = may(ctx, 'own-calendar.read').staff;
  const rows = await ctx.sql`
    select source_id as source, is_on as "isOn", extract(epoch from writer.good_at)::float8 * 1000 as "goodAt", writer.fault,
      (select count(*)::int from calendar_entries where source_id = writer.source_id and sequence is not null) as entries
    from calendar_writers as writer join calendar_sources as source on source.id = source_id
    where source.casemanager_id = ${me}`;
  return z.array(rowSchema).parse(rows);
}
