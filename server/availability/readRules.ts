import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { modalitySchema, weekParitySchema } from '#server/slots/schema.ts';
import type { WeeklyRule } from '#server/slots/types.ts';

/** A weekly rule as it comes out of the database, or out of a form that was kept. */
export const weeklyRuleSchema = z.object({
  location: z.string(),
  weekday: z.number(),
  weeks: weekParitySchema,
  from: z.string(),
  until: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  modalities: z.array(modalitySchema).readonly(),
});
const versionRowSchema = z.object({ version: z.number() });
const rowSchema = weeklyRuleSchema.extend({ id: z.string() });

/** The version of the weekly rules of one casemanager. Read it before the rules: then it is never newer than they are. */
export async function readHoursVersion(sql: Sql | TransactionSql, casemanagerId: string): Promise<number> {
  const rows = await sql`select hours_version as version from staff where id = ${casemanagerId}`;
  return versionRowSchema.parse(rows[0]).version;
}

/** All weekly rules of one casemanager as they stand in the database, past ones and those of closed places too. */
export async function readRules(
  sql: Sql | TransactionSql,
  casemanagerId: string,
): Promise<(WeeklyRule & { id: string })[]> {
  const rows = await sql`
    select id, location_id as location, weekday, weeks, left(from_time::text, 5) as from, left(until_time::text, 5) as until,
           valid_from::text as "validFrom", valid_until::text as "validUntil", modalities
    from weekly_rules where casemanager_id = ${casemanagerId}`;
  return rowSchema.array().parse(rows);
}
