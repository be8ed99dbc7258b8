import { z } from 'zod';
import { listKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from './context.ts';
import { countdownOf, countdownSchema, standingOf, trajectOf } from './standing.ts';

const rowSchema = z.object({
  id: z.uuid(),
  kind: z.enum(listKinds),
  asOf: z.string(),
  sender: z.string(),
  fileName: z.string(),
  /** Epoch ms. */
  readAt: z.number(),
  readBy: z.string(),
  /** A school gave it, and nobody of ours has taken it in yet. */
  isGiven: z.boolean(),
  isSettled: z.boolean(),
  rows: z.int(),
  /** Rows that wait for somebody: to be taken in, mended or decided. */
  open: z.int(),
  written: z.int(),
  countdown: countdownSchema,
});
/** A list in the overview. */
export type ListRow = z.output<typeof rowSchema>;

export const listsPage = 30;

/** The lists of the own gemeente, those that need most first: a page of 30. */
export async function readLists(
  ctx: Ctx,
  { page }: { page: number },
): Promise<{ rows: ListRow[]; isMore: boolean }> {
  may(ctx, 'list.read');
  const { sql } = ctx;
  const found = await sql`
    with chosen as (
      select l.* from lists l join organisations o on o.id = l.organisation_id
      where ${rawScope(ctx, 'list.read')}
      order by l.read_at desc, l.id limit ${listsPage + 1} offset ${page * listsPage}
    ), stood as (
      select r.list_id, r.state, ${standingOf(ctx)} as standing
      from chosen l join list_rows r on r.list_id = l.id ${trajectOf(ctx)}
    ), counted as (
      select list_id, count(*) filter (where state <> 'left-out')::int as rows,
        count(*) filter (where state not in ('written', 'left-out')
          and not (state in ('wrong', 'maybe') and standing = 'explained'))::int as open,
        count(*) filter (where state = 'written')::int as written, ${countdownOf(ctx)} as countdown
      from stood group by list_id
    )
    select l.id, l.kind, l.as_of::text as "asOf", s.name as sender, l.file_name as "fileName",
      extract(epoch from l.read_at)::float8 * 1000 as "readAt", b.first_name || ' ' || b.last_name as "readBy",
      b.organisation_id = l.sender_id and s.kind = 'school' and l.written_at is null as "isGiven",
      (l.mapping ->> 'settled')::boolean as "isSettled", coalesce(c.rows, 0) as rows, coalesce(c.open, 0) as open,
      coalesce(c.written, 0) as written,
      coalesce(c.countdown, '{"placed":0,"inTraject":0,"explained":0,"unexplained":0}') as countdown
    from chosen l join organisations s on s.id = l.sender_id join staff b on b.id = l.read_by
      left join counted c on c.list_id = l.id
    order by l.read_at desc, l.id`;
  if (found.length > 0) viewed(ctx, 'list.read', { kind: 'lists' });
  const rows = z.array(rowSchema).parse([...found]);
  return { rows: rows.slice(0, listsPage), isMore: rows.length > listsPage };
}

const sendersSchema = z.array(z.object({ id: z.uuid(), name: z.string(), isSchool: z.boolean() }));
/** Who can have sent a list. */
export type Sender = z.output<typeof sendersSchema>[number];

/** Of whom a list can come: the own gemeente first, which gets those of DUO, and the schools. */
export async function readSenders(ctx: Ctx): Promise<Sender[]> {
  const { staff: me } = may(ctx, 'list.write');
  const rows = await ctx.sql`
    select id, name, kind = 'school' as "isSchool" from organisations
    where active and (kind = 'school' or id = ${me.organisation}) order by kind = 'school', name`;
  return sendersSchema.parse([...rows]);
}
