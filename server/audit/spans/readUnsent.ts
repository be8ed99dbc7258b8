import type { Sql } from 'postgres';
import { z } from 'zod';
import { auditKinds, auditResults } from '#db/schema/words.ts';

const rowSchema = z.object({
  id: z.number(),
  /** Epoch ms. */
  at: z.number(),
  kind: z.enum(auditKinds),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string().nullable(),
  result: z.enum(auditResults),
  trace: z.string().nullable(),
});
/** What of a row goes outside. */
export type SpanRow = z.output<typeof rowSchema>;

/** The rows after one and up to another, in their order: at most `most`. */
export async function readUnsent(sql: Sql, after: number, upTo: number, most: number): Promise<SpanRow[]> {
  const rows = await sql`
    select id::float8 as id, floor(extract(epoch from at) * 1000)::float8 as at, kind, action, object_kind as "objectKind",
      object_id as "objectId", result, trace
    from audit where id > ${after} and id <= ${upTo} order by id limit ${most}`;
  return z.array(rowSchema).parse([...rows]);
}

/** Up to where rows were sent and confirmed, and the last number that a row was given. */
export async function readProgress(sql: Sql): Promise<{ sent: number; last: number }> {
  const [row] = await sql`
    select (select up_to from audit_sent)::float8 as sent,
      (select case when is_called then last_value else 0 end from audit_id_seq)::float8 as last`;
  return z.object({ sent: z.number(), last: z.number() }).parse(row);
}

/** Goes on from one place to the next; false when another process did, or still does. */
export async function moveOn(sql: Sql, from: number, to: number): Promise<boolean> {
  const moved = await sql`update audit_sent set up_to = ${to} where up_to = ${from} returning up_to`;
  return moved.length > 0;
}
