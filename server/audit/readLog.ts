import type { Fragment } from 'postgres';
import { z } from 'zod';
import { actorKinds, auditKinds, auditResults, doors } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { exported, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, startOfDate } from '#server/kernel/time.ts';
import type { LogQuery } from './schema.ts';

const rowSchema = z.object({
  id: z.number(),
  /** The day of its seal (UTC). */
  day: z.iso.date(),
  /** Epoch ms. */
  at: z.number(),
  kind: z.enum(auditKinds),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string().nullable(),
  result: z.enum(auditResults),
  reason: z.string().nullable(),
  actor: z.enum(actorKinds),
  staffId: z.string().nullable(),
  /** The name of who did it, as it is now. */
  staffName: z.string().nullable(),
  session: z.string().nullable(),
  door: z.enum(doors),
  times: z.number(),
  /** Of what it is about, as it is now: the number of an afspraak, and the name of a jongere or a colleague. */
  reference: z.string().nullable(),
  name: z.string().nullable(),
});
/** A row of the log, with the names that its ids lead to now. */
export type LogRow = z.output<typeof rowSchema>;

export interface LogPage {
  rows: LogRow[];
  /** Where the next page begins; null when there is none. */
  next: string | null;
}

export const pageRows = 50;
/** Of a file; who needs more takes a shorter period. */
export const mostExported = 10_000;

/** A page of the log, the latest first. Looking is in the log too. */
export async function readLog(ctx: Ctx, query: LogQuery): Promise<LogPage> {
  may(ctx, 'audit.read');
  viewed(ctx, 'audit.read', { kind: 'audit', id: query.about[0] ?? query.who ?? undefined });
  const found = await select(ctx, query, pageRows + 1);
  const rows = found.slice(0, pageRows);
  const last = rows.at(-1);
  return { rows, next: found.length > pageRows && last ? `${last.day}.${last.id}` : null };
}

/** The rows for a file, at most `mostExported`. That they were given out is in the log too. */
export async function exportLog(ctx: Ctx, query: LogQuery): Promise<LogRow[]> {
  may(ctx, 'audit.read');
  exported(ctx, 'audit.read', { kind: 'audit', id: query.about[0] ?? query.who ?? undefined });
  return select(ctx, { ...query, before: null }, mostExported);
}

async function select({ sql }: Pick<Ctx, 'sql'>, query: LogQuery, most: number): Promise<LogRow[]> {
  if (query.about[0] === 'none') return [];
  const { about, who, kind, from, until, before } = query;
  const conditions: Fragment[] = [];
  if (about.length > 0) conditions.push(sql`object_id = any(${[...about]})`);
  // Signing in is about the account, and nobody yet.
  if (who !== null)
    conditions.push(sql`(staff_id = ${who} or object_kind = 'account' and object_id = ${who})`);
  if (kind !== null) conditions.push(sql`kind = ${kind}`);
  // The day of a row is that in UTC on which it was written: near enough to leave out other months.
  if (from !== null) {
    const start = new Date(startOfDate(from)).toISOString();
    conditions.push(sql`day >= ${addDays(from, -1)} and at >= ${start}::timestamptz`);
  }
  if (until !== null) {
    const end = new Date(startOfDate(addDays(until, 1))).toISOString();
    conditions.push(sql`day <= ${addDays(until, 2)} and at < ${end}::timestamptz`);
  }
  if (before !== null) {
    const [day = '', id = ''] = before.split('.');
    conditions.push(sql`(day, id) < (${day}::date, ${id}::bigint)`);
  }
  const rows = await sql`
    select a.id::float8 as id, a.day::text as day, (extract(epoch from a.at) * 1000)::float8 as at, a.kind, a.action,
      a.object_kind as "objectKind", a.object_id as "objectId", a.result, a.reason, a.actor, a.staff_id as "staffId",
      s.first_name || ' ' || s.last_name as "staffName", a.session, a.door, a.times,
      meeting.reference, coalesce(meeting.name, chat.first_name, person.first_name || ' ' || person.last_name) as name
    from (
      select * from audit where ${conditions.reduce((all, one) => sql`${all} and ${one}`, sql`true`)}
      order by day desc, id desc limit ${most}
    ) a
    left join staff s on s.id::text = a.staff_id
    left join appointments meeting on a.object_kind = 'appointment' and meeting.id = ${asId(sql, 'appointment')}
    left join chat_conversations chat on a.object_kind = 'conversation' and chat.id = ${asId(sql, 'conversation')}
    left join staff person on a.object_kind not in ('appointment', 'conversation') and person.id::text = a.object_id
    order by a.day desc, a.id desc`;
  return rowSchema.array().parse([...rows]);
}

/** What is about another kind of thing may have an id that is no UUID. */
const asId = (sql: Ctx['sql'], kind: string) =>
  sql`case when a.object_kind = ${kind} and a.object_id ~ '^[0-9a-f-]{36}$' then a.object_id::uuid end`;
