import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import type { RowGone } from './changeRows.ts';
import type { Ctx } from './context.ts';
import { lockList } from './find.ts';
import type { ExplainInput } from './schema.ts';

const numbersSchema = z.array(z.object({ number: z.int() }));

/** Says why some rows of a list need nothing of us, or takes that back. Answers how many there were. */
export async function explainRows(
  ctx: Ctx,
  id: string,
  { rows, explanation, note }: ExplainInput,
): Promise<{ ok: true; count: number } | NotFound | RowGone> {
  const { staff: me } = may(ctx, 'list.write');
  return write<{ ok: true; count: number } | NotFound | RowGone, Ctx>(ctx, async (w) => {
    const found = await lockList(w, id);
    if (!found.ok) return found;
    const is = explanation !== null;
    const changed = await w.tx`
      update list_rows set explanation = ${explanation}, explained_by = ${is ? me.id : null},
        explained_at = ${is ? w.now : null}::timestamptz,
        explanation_note = case when cells is null then null else ${is ? (note ?? null) : null}::text end
      where list_id = ${id} and number = any(${[...rows]}::integer[]) and state <> 'left-out'
      returning number`;
    const numbers = numbersSchema.parse([...changed]);
    if (numbers.length === 0) return { ok: false, error: 'row-gone' };
    w.recordAll(
      numbers.map(({ number }) => ({
        about: { kind: 'list', id },
        what: 'row-explained',
        details: { row: String(number), explanation: explanation ?? '' },
      })),
    );
    return { ok: true, count: numbers.length };
  });
}

/** Some of its rows are written: it is a part of what was done. */
export type ListWritten = { ok: false; error: 'written' };

/** Takes away a list of which nothing is written yet. */
export async function removeList(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound | ListWritten> {
  may(ctx, 'list.write');
  return write<{ ok: true } | NotFound | ListWritten, Ctx>(ctx, async (w) => {
    const found = await lockList(w, id);
    if (!found.ok) return found;
    const written = await w.tx`select from list_rows where list_id = ${id} and state = 'written' limit 1`;
    if (written.length > 0) return { ok: false, error: 'written' };
    // What is recorded of the list goes with it; that it was there, the audit log has.
    w.record({ about: { kind: 'list', id }, what: 'removed' });
    await w.tx`delete from lists where id = ${id}`;
    return { ok: true };
  });
}
