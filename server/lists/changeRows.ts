import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { type FoundList, findList, lockList, type OpenRow, readOpenRows } from './find.ts';
import { type Judgement, judge, saveJudged } from './judge.ts';
import { nearTo } from './near.ts';
import { ListTooHeavy } from './work/jobs.ts';

/** The list changed each time while this was worked out, or reading it took too much. */
export type NotNow = { ok: false; error: 'changed' | 'too-heavy' };
/** The row is written already, or was never there. */
export type RowGone = { ok: false; error: 'row-gone' };

/** How often it is worked out anew for what others changed meanwhile. */
const mostTries = 3;

/**
 * Works out what becomes of the open rows of a list outside of a write, which takes seconds of a large one, and then carries it out
 * within one. What somebody else changed in between is worked out anew.
 */
export async function withJudgement<Result extends { ok: boolean }>(
  ctx: Ctx,
  id: string,
  {
    prepare,
    act,
  }: {
    /** What is to be judged: the rows as they will be; or a refusal. */
    prepare(
      list: FoundList,
      rows: OpenRow[],
    ): { ok: true; list: FoundList; rows: OpenRow[] } | Exclude<Result, { ok: true }>;
    /** Part of the write; null when it is to be worked out anew. */
    act(
      w: Write<Ctx>,
      given: { list: FoundList; rows: OpenRow[]; judgement: Judgement },
    ): Promise<Result | null>;
  },
): Promise<Result | NotFound | NotNow> {
  for (let tried = 0; tried < mostTries; tried++) {
    const found = await findList(ctx, 'list.write', id);
    if (!found.ok) return found;
    const open = await readOpenRows(ctx, id);
    const prepared = prepare(found.list, open);
    if (!('rows' in prepared)) return prepared;
    const { list, rows } = prepared;
    try {
      const judgement = await ctx.listJobs.run(rows.length, (job) => judge(ctx, job, list, rows));
      const result = await write<Result | NotFound | null, Ctx>(ctx, async (w) => {
        const locked = await lockList(w, id);
        if (!locked.ok) return locked;
        if (locked.list.version !== found.list.version) return null;
        const came = await act(w, { list, rows, judgement });
        if (came === null || !came.ok) return w.undo(came);
        await w.tx`update lists set version = version + 1 where id = ${id}`;
        return came;
      });
      if (result !== null) return result;
    } catch (error) {
      if (error instanceof ListTooHeavy) return { ok: false, error: 'too-heavy' };
      throw error;
    }
  }
  return { ok: false, error: 'changed' };
}

/** Changes one open row, and judges anew what may depend on what it says or said. All is judged when the list is taken in. */
export function changeRow(
  ctx: Ctx,
  id: string,
  {
    row,
    change,
    what,
  }: {
    row: number;
    change(before: OpenRow, others: readonly OpenRow[]): OpenRow[];
    what: 'row-mended' | 'row-decided';
  },
): Promise<{ ok: true } | NotFound | NotNow | RowGone> {
  let changed: OpenRow[] = [];
  let touched: ReadonlySet<number> = new Set();
  return withJudgement<{ ok: true } | RowGone>(ctx, id, {
    prepare(list, rows) {
      const before = rows.find(({ number }) => number === row);
      if (!before) return { ok: false, error: 'row-gone' };
      changed = change(before, rows);
      const today = dateInAmsterdam(ctx.clock.now());
      const near = nearTo(rows, changed, { layout: list.layout, today });
      touched = near.touched;
      return { ok: true, list, rows: near.rows };
    },
    async act(w, { judgement }) {
      for (const { number, cells, state, decision } of changed)
        await w.tx`
          update list_rows set cells = ${JSON.stringify(cells)}::text::jsonb, state = ${state},
            decision = ${decision && JSON.stringify(decision)}::text::jsonb,
            findings = case when ${state} = 'left-out' then '[]' else findings end
          where list_id = ${id} and number = ${number} and state <> 'written'`;
      await saveJudged(
        w,
        id,
        judgement.rows.filter((one) => touched.has(one.row)),
      );
      w.record({ about: { kind: 'list', id }, what, details: { row: String(row) } });
      return { ok: true };
    },
  });
}
