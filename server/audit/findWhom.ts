import { and, desc, inArray, isNull } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { matches } from '#server/search/matches.ts';
import { readQuery } from '#server/search/readQuery.ts';
import { mostAbout } from './schema.ts';

/**
 * The ids of the afspraken of whoever is meant by a name or the number of an afspraak, the latest first; of all teams, since
 * the log is of all. Who is wiped is not found.
 */
export async function findWhom(ctx: Ctx, text: string): Promise<string[]> {
  may(ctx, 'audit.read');
  viewed(ctx, 'audit.read', { kind: 'search' });
  const read = readQuery(text, dateInAmsterdam(ctx.clock.now()));
  if (!read.ok) return [];
  const words = read.query.words.map((word) => ({ ...word, topics: [], casemanagers: [] }));
  const condition = matches({ ...read.query, date: null }, words);
  if (condition === undefined) return [];
  const { id, status, startsAt, wipedAt } = appointments;
  const rows = await ctx.db
    .select({ id })
    .from(appointments)
    .where(and(condition, isNull(wipedAt), inArray(status, ['booked', 'cancelled'])))
    .orderBy(desc(startsAt), desc(id))
    .limit(mostAbout);
  return rows.map((row) => row.id);
}
