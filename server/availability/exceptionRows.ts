import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { absenceReasons } from '#db/schema/words.ts';
import { modalitySchema } from '#server/slots/schema.ts';
import type { CheckedException } from './exceptionDraft.ts';

/** An exception as it stands, with what is needed to change it. */
export type StoredException = CheckedException & {
  id: string;
  casemanagerId: string;
  version: number;
  /** Who wrote it down last; null for a file or the demo. */
  writtenBy: { id: string; firstName: string; lastName: string } | null;
};

const common = {
  id: z.string(),
  casemanagerId: z.string(),
  version: z.number(),
  dateFrom: z.string(),
  dateUntil: z.string(),
  writtenBy: z.object({ id: z.string(), firstName: z.string(), lastName: z.string() }).nullable(),
};
const rowSchema = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('absence'),
    // One from a file may leave its reason out.
    reason: z
      .enum(absenceReasons)
      .nullable()
      .transform((reason) => reason ?? 'anders'),
    from: z.string().nullable(),
    until: z.string().nullable(),
  }),
  z.object({
    ...common,
    kind: z.literal('extra'),
    from: z.string(),
    until: z.string(),
    location: z.string(),
    modalities: z.array(modalitySchema),
  }),
]);

/** Exceptions by their id, or those of one casemanager that last until a date or longer; in order of date. */
export async function selectExceptions(
  sql: Sql | TransactionSql,
  which: { id: string } | { casemanagerId: string; lastingUntil: string },
): Promise<StoredException[]> {
  const rows = await sql`
    select e.id, e.casemanager_id as "casemanagerId", e.version, e.kind, e.reason,
           e.date_from::text as "dateFrom", e.date_until::text as "dateUntil",
           left(e.from_time::text, 5) as from, left(e.until_time::text, 5) as until,
           e.location_id as location, e.modalities,
           case when s.id is not null then
             jsonb_build_object('id', s.id, 'firstName', s.first_name, 'lastName', s.last_name)
           end as "writtenBy"
    from availability_exceptions e left join staff s on s.id = e.created_by
    where ${
      'id' in which
        ? sql`e.id = ${which.id}`
        : sql`e.casemanager_id = ${which.casemanagerId} and e.date_until >= ${which.lastingUntil}`
    }
    order by e.date_from, e.from_time nulls first, e.id`;
  return rowSchema.array().parse(rows);
}
