import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { invite, savePerson } from '#server/accounts/savePerson.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { fingerprintOf } from './fingerprint.ts';
import { planImport } from './planImport.ts';
import { readGround } from './readGround.ts';
import type { Sheet } from './readSheet.ts';
import type { PlannedRow } from './types.ts';

/** What came of a row. */
export type ImportedRow = { row: number; name: string; email: string } & (
  | { came: 'invited'; id: string; nonce: string }
  | { came: 'saved'; id: string }
  | { came: 'same' | 'wrong' }
  /** The verb would not have it all the same. */
  | { came: 'refused'; error: string }
);

export type ImportResult =
  | { ok: true; rows: ImportedRow[] }
  /** The accounts or the file are not what was shown: `fingerprint` is that of `previewImport`. */
  | { ok: false; error: 'changed' };

interface Part {
  planned: PlannedRow[];
  done: ImportedRow[];
}

/** Bookings wait for as long as so many rows take; between them they go on. */
const atOnce = 10;

/**
 * Invites and changes the people of a file: the rows of the plan that was shown, and no others. A row that is refused all the same,
 * since somebody changed it meanwhile, is told, and the others go in. What stops halfway stays: the file read in again has the rest.
 */
export async function importPeople(
  ctx: Ctx,
  sheet: Sheet,
  { fingerprint }: { fingerprint: string },
): Promise<ImportResult> {
  const { staff: me } = may(ctx, 'people.save');
  const rows: ImportedRow[] = [];
  let known: PlannedRow[] | null = null;
  do {
    const from = rows.length;
    const part = await write<Part | null, Ctx>(ctx, async (w) => {
      // Whoever else changes people waits, so that the plan holds.
      await lockRoster(w.tx);
      await stillMay(w, 'people.save');
      const planned = known ?? planImport(sheet, await readGround(w.ctx, me));
      if (known === null && fingerprintOf(planned) !== fingerprint) return null;
      const done: ImportedRow[] = [];
      for (const row of planned.slice(from, from + atOnce)) done.push(await carryOut(w.ctx, row));
      return { planned, done };
    });
    if (part === null) return { ok: false, error: 'changed' };
    known = part.planned;
    rows.push(...part.done);
  } while (rows.length < known.length);
  return { ok: true, rows };
}

async function carryOut(ctx: Ctx, planned: PlannedRow): Promise<ImportedRow> {
  const { row, name, email, kind } = planned;
  const about = { row, name, email };
  if (kind === 'same' || kind === 'wrong') return { ...about, came: kind };
  if (kind === 'new') {
    const done = await invite(ctx, planned.input);
    if (!done.ok) return { ...about, came: 'refused', error: done.error };
    return { ...about, came: 'invited', id: done.id, nonce: done.link.nonce };
  }
  const { id, input, version } = planned;
  const done = await savePerson(ctx, id, { ...input, version });
  return done.ok ? { ...about, came: 'saved', id } : { ...about, came: 'refused', error: done.error };
}
