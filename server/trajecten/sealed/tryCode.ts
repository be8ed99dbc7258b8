import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '../context.ts';
import { isReadable, mostWrongCodes, type SealedState } from './rules.ts';
import { hashCode, type SealedRow } from './sealedPage.ts';

export type WrongCode =
  /** So many tries are left before the page shuts. */
  | { ok: false; error: 'wrong-code'; left: number }
  /** It does not open, whatever the code is. */
  | { ok: false; error: 'over'; state: SealedState };

/**
 * Compares a code with that of a page, and notes that it was tried; a wrong one counts until a right one comes. Null when it is right.
 * Part of a write that locked the page, which is not undone: what was tried stands.
 */
export async function tryCode(
  w: Write<Ctx>,
  row: SealedRow,
  code: string,
  { note }: { note: 'each-opening' | 'wrong-ones' },
): Promise<WrongCode | null> {
  if (!isReadable(row, w.ctx.clock.now())) {
    const state = row.now === 'open' ? 'shut' : row.now;
    return { ok: false, error: 'over', state };
  }
  const isRight = hashCode(w.ctx, { id: row.id, generation: row.generation, code }) === row.codeHash;
  const wrong = isRight ? 0 : row.wrongCodes + 1;
  if (!isRight || note === 'each-opening')
    await w.tx`insert into handover_openings (handover_id, at, opened) values (${row.id}, ${w.now}, ${isRight})`;
  await w.tx`update handovers set wrong_codes = ${wrong} where id = ${row.id} and wrong_codes <> ${wrong}`;
  w.changed({ trajecten: [row.owner] });
  if (isRight) return null;
  return wrong < mostWrongCodes
    ? { ok: false, error: 'wrong-code', left: mostWrongCodes - wrong }
    : { ok: false, error: 'over', state: row.state === 'accepted' ? 'accepted' : 'shut' };
}
