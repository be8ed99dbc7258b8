import { z } from 'zod';
import { listKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Ctx } from './context.ts';
import { type FoundList, findList } from './find.ts';
import { type ShownRow, selectRows } from './readList.ts';
import { pastedName } from './schema.ts';

// What a school sees of the lists that it gave: how many rows were taken in, and which are wrong. Nothing of what became of anybody.

const ownSchema = z.object({
  id: z.uuid(),
  kind: z.enum(listKinds),
  asOf: z.string(),
  /** Null for what was pasted. */
  fileName: z.string().nullable(),
  /** Epoch ms. */
  readAt: z.number(),
  rows: z.int(),
  written: z.int(),
  wrong: z.int(),
});
/** A list as the school that gave it sees it. */
export type OwnListRow = z.output<typeof ownSchema>;

const mostListed = 50;

/** The lists that come from the own school, the newest first. */
export async function readOwnLists(ctx: Ctx): Promise<OwnListRow[]> {
  may(ctx, 'list.own.read');
  const rows = await selectOwn(ctx, null);
  if (rows.length > 0) viewed(ctx, 'list.own.read', { kind: 'lists' });
  return rows;
}

async function selectOwn(ctx: Ctx, id: string | null): Promise<OwnListRow[]> {
  const { sql } = ctx;
  const rows = await sql`
    select l.id, l.kind, l.as_of::text as "asOf", nullif(l.file_name, ${pastedName}) as "fileName",
      extract(epoch from l.read_at)::float8 * 1000 as "readAt", c.rows, c.written, c.wrong
    from lists l join organisations o on o.id = l.sender_id
      cross join lateral (
        select count(*) filter (where state <> 'left-out')::int as rows, count(*) filter (where state = 'written')::int as written,
          count(*) filter (where state = 'wrong')::int as wrong
        from list_rows where list_id = l.id) c
    where ${rawScope(ctx, 'list.own.read')} and (${id}::uuid is null or l.id = ${id})
    order by l.read_at desc, l.id limit ${mostListed}`;
  return z.array(ownSchema).parse([...rows]);
}

/** More than a school mends by hand. */
const mostWrong = 200;

/** One list of the own school, with the rows that are wrong. */
export async function readOwnList(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; row: OwnListRow; list: FoundList; wrong: ShownRow[] } | NotFound> {
  may(ctx, 'list.own.read');
  const found = await findList(ctx, 'list.own.read', id);
  if (!found.ok) return found;
  const [row] = await selectOwn(ctx, id);
  if (!row) return { ok: false, error: 'not-found' };
  const wrong = await selectRows(ctx, id, {
    states: ['wrong'],
    standing: null,
    after: 0,
    most: mostWrong,
    action: null,
  });
  viewed(ctx, 'list.own.read', { kind: 'list', id });
  return { ok: true, row, list: found.list, wrong };
}
