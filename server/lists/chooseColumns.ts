import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import type { NotNow } from './changeRows.ts';
import type { Ctx } from './context.ts';
import { findList, lockList, readOpenRows } from './find.ts';
import { judge, saveJudged } from './judge.ts';
import { type Layout, type StoredRow, textOfCell } from './layout.ts';
import type { ColumnsInput } from './schema.ts';
import type { ColumnProblem, Mapping } from './types.ts';
import { ListTooHeavy } from './work/jobs.ts';

/** Something about the columns still keeps the list from going in. */
export type NotSettled = { ok: false; error: 'not-settled'; problems: readonly ColumnProblem[] };

/**
 * Says what the columns of a list are: a person looked. It counts for the next list of the same sender too. Its rows are judged anew.
 */
export async function chooseColumns(
  ctx: Ctx,
  id: string,
  { version, fields, firstNames }: ColumnsInput,
): Promise<{ ok: true } | NotFound | Changed | NotNow | NotSettled> {
  const { staff: me } = may(ctx, 'list.write');
  const found = await findList(ctx, 'list.write', id);
  if (!found.ok) return found;
  if (found.list.version !== version) return { ok: false, error: 'changed' };
  const all = await readOpenRows(ctx, id);
  const [first] = firstNames && found.list.layout.headRow === null ? all : [];
  const list = first ? { ...found.list, layout: withHeads(found.list.layout, first) } : found.list;
  const rows = all.filter((row) => row !== first);
  const mapping: Mapping = {
    by: 'chosen',
    heads: list.layout.headRow !== null,
    columns: list.layout.columns.map(({ index, head }) => ({ index, head, field: fields[index] ?? null })),
  };
  const today = dateInAmsterdam(ctx.clock.now());
  try {
    const worked = await ctx.listJobs.run(rows.length, async (job) => {
      const plain = rows.map(({ number, cells }) => ({ number, cells }));
      const layout = await job.columns({ layout: list.layout, rows: plain, mapping, today });
      const judged = layout.settled ? await judge(ctx, job, { ...list, layout }, rows) : null;
      return { layout, judged };
    });
    const { layout, judged } = worked;
    if (judged === null) return { ok: false, error: 'not-settled', problems: layout.problems };
    return await write<{ ok: true } | NotFound | Changed, Ctx>(ctx, async (w) => {
      const locked = await lockList(w, id);
      if (!locked.ok) return locked;
      if (locked.list.version !== version) return { ok: false, error: 'changed' };
      await w.tx`
        update lists set mapping = ${JSON.stringify(layout)}::text::jsonb, version = version + 1 where id = ${id}`;
      await w.tx`
        insert into list_mappings (sender_id, kind, mapping, saved_at, saved_by)
        values (${list.sender.id}, ${list.kind}, ${JSON.stringify(mapping)}::text::jsonb, ${w.now}, ${me.id})
        on conflict on constraint list_mappings_sender do update
        set mapping = excluded.mapping, saved_at = excluded.saved_at, saved_by = excluded.saved_by`;
      if (first) await w.tx`delete from list_rows where list_id = ${id} and number = ${first.number}`;
      await saveJudged(w, id, judged.rows);
      w.record({ about: { kind: 'list', id }, what: 'read-in', details: { columns: 'chosen' } });
      return { ok: true };
    });
  } catch (error) {
    if (error instanceof ListTooHeavy) return { ok: false, error: 'too-heavy' };
    throw error;
  }
}

/** The first row as the heads of the columns. */
const withHeads = (layout: Layout, { number, cells }: StoredRow): Layout => ({
  ...layout,
  headRow: number,
  columns: layout.columns.map((column) => ({ ...column, head: textOfCell(cells[column.index]).trim() })),
});
