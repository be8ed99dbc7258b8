import type { Sql } from 'postgres';
import { z } from 'zod';
import { walkInStatuses } from '#db/schema/words.ts';

const rowSchema = z.object({
  id: z.uuid(),
  location: z.string(),
  /** The day of the line, in Amsterdam. */
  date: z.iso.date(),
  number: z.number(),
  firstName: z.string().nullable(),
  topic: z.string(),
  status: z.enum(walkInStatuses),
  version: z.number(),
  /** Epoch ms. */
  arrivedAt: z.number(),
  calledAt: z.number().nullable(),
  missedAt: z.number().nullable(),
  calls: z.number(),
  room: z.string().nullable(),
  caller: z.object({ id: z.uuid(), firstName: z.string() }).nullable(),
  appointment: z
    .object({
      id: z.uuid(),
      casemanager: z.uuid(),
      status: z.string(),
      outcome: z.string().nullable(),
      end: z.number(),
    })
    .nullable(),
});
export type LineRow = z.output<typeof rowSchema>;

interface LineQuery {
  locations: readonly string[];
  date: string;
  /** Also who waited on a day before, of whom nobody said what became of them. */
  andLeft?: boolean;
}

/** All who walked in at these locations on a date, in order of their turn. */
export async function selectLine(
  sql: Sql,
  { locations, date, andLeft = false }: LineQuery,
): Promise<LineRow[]> {
  const left = andLeft ? sql`or w.local_date < ${date} and w.status = 'waiting'` : sql``;
  const ms = (column: string) => sql`(extract(epoch from ${sql(column)}) * 1000)::float8`;
  const rows = await sql`
    select w.id, w.location_id as location, w.local_date::text as date, number, w.first_name as "firstName", w.topic_id as topic, w.status, w.version,
      ${ms('arrived_at')} as "arrivedAt", ${ms('called_at')} as "calledAt", ${ms('missed_at')} as "missedAt", calls, room,
      case when s.id is not null then jsonb_build_object('id', s.id, 'firstName', s.first_name) end as caller,
      case when a.id is not null then jsonb_build_object('id', a.id, 'casemanager', a.casemanager_id, 'status', a.status, 'outcome', a.outcome,
        'end', (extract(epoch from a.ends_at) * 1000)::float8) end as appointment
    from walk_ins w
    left join staff s on s.id = w.called_by
    left join appointments a on a.id = w.appointment_id
    where w.location_id = any(${[...locations]}) and (w.local_date = ${date} ${left})
    -- Who was called in vain has the next turn behind those who were not, until they are called again.
    order by missed_at nulls first, arrived_at, number`;
  return rows.map((row) => rowSchema.parse(row));
}
