import { createHash } from 'node:crypto';
import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';

/** The lock of a day: who writes rows shares it until the commit, who seals the day has it alone. See migration `audit`. */
export const dayLock = 7_206_943;

/** What a seal says of the rows of a day. */
export interface DayDigest {
  rows: number;
  /** SHA-256 over the SHA-256 of each row, in the order of their ids. */
  content: string;
}

const digestSchema = z.object({ rows: z.number(), content: z.string() });

/**
 * All rows of a day, with everything that is in them; a trace only where there is one, which rows of an older release have not.
 * Here and not in the database, whose owner could change it there.
 */
export async function digestOfDay(sql: Sql | TransactionSql, day: string): Promise<DayDigest> {
  const [row] = await sql`
    select count(*)::int as rows, encode(sha256(coalesce(string_agg(sha256(convert_to((jsonb_build_array(
      id, day, (extract(epoch from at) * 1000)::bigint, kind, action, object_kind, object_id, result, reason, actor, staff_id,
      session, network, door, times) || case when trace is null then '[]' else jsonb_build_array(trace) end)::text,
      'UTF8')), ''::bytea order by id), ''::bytea)), 'hex') as content
    from audit where day = ${day}`;
  return digestSchema.parse(row);
}

/** What stands before the first seal. */
export const noSeal = '0'.repeat(64);

/** The digest of a seal: over the one before it, the day and its rows. */
export const sealOf = (previous: string, day: string, { rows, content }: DayDigest): string =>
  createHash('sha256').update([previous, day, rows, content].join('\n')).digest('hex');
