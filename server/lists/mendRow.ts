import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { changeRow, type NotNow, type RowGone } from './changeRows.ts';
import type { Ctx } from './context.ts';
import type { DecideInput, MendInput } from './schema.ts';

/** Writes something else in cells of a row that is not written yet. What the sender sent is not kept beside it. */
export async function mendRow(
  ctx: Ctx,
  id: string,
  { row, cells }: MendInput,
): Promise<{ ok: true } | NotFound | NotNow | RowGone> {
  may(ctx, 'list.write');
  return changeRow(ctx, id, {
    row,
    what: 'row-mended',
    change(before) {
      const mended = [...before.cells];
      for (const { column, text } of cells) {
        while (mended.length < column) mended.push('');
        mended[column] = text;
      }
      return [{ ...before, cells: mended, state: 'unread' }];
    },
  });
}

/** Says who a row is about, or that it is left out; a row that is left out can be taken back. */
export async function decideRow(
  ctx: Ctx,
  id: string,
  { row, who }: DecideInput,
): Promise<{ ok: true } | NotFound | NotNow | RowGone> {
  may(ctx, 'list.write');
  return changeRow(ctx, id, {
    row,
    what: 'row-decided',
    change(before, rows) {
      if (who.is === 'left-out') return [{ ...before, state: 'left-out', decision: null }];
      if (who.is === 'back') return [{ ...before, state: 'unread', decision: null }];
      const decided = { ...before, state: 'unread' as const, decision: who };
      const other = who.is === 'row' ? rows.find(({ number }) => number === who.row) : undefined;
      // That they are one is said of both: the other one is somebody new then, unless that was said otherwise.
      return other?.state === 'maybe' && other.decision === null
        ? [decided, { ...other, decision: { is: 'new' } }]
        : [decided];
    },
  });
}
