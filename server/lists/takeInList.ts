import { may } from '#server/access/may.ts';
import type { StaffMember } from '#server/kernel/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';
import { lockBirthDates, takeInAll } from '#server/meldingen/takeIn.ts';
import type { Unlikely } from '#server/meldingen/unlikely.ts';
import type { NoTeam } from '#server/trajecten/open.ts';
import { type NotNow, withJudgement } from './changeRows.ts';
import type { Ctx } from './context.ts';
import type { FoundList } from './find.ts';
import { isStillSo, type Judgement, saveJudged } from './judge.ts';
import type { JudgedRow } from './work/steps.ts';
import { applyChanges } from './writeChanges.ts';
import { writtenBy } from './written.ts';

/** How many rows were written, of how many new people, and how many wait for somebody. */
export type TookIn =
  | { ok: true; written: number; added: number; waiting: number }
  | NoTeam
  /** Nobody said yet what its columns are. */
  | { ok: false; error: 'not-settled' };

/**
 * Writes all rows of a list that are clear, in one write: those who are new and their meldingen by the one way in, what became
 * otherwise, and which row is about whom. What is wrong or may be somebody waits. Of a list of who is on a good place nobody is
 * added: who is not known here needs nothing of us, and nothing of them is kept. Taken in again it writes nothing.
 */
export async function takeInList(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
): Promise<TookIn | NotFound | Changed | NotNow> {
  const { staff: me } = may(ctx, 'list.write');
  return withJudgement<TookIn | Changed>(ctx, id, {
    prepare(list, rows) {
      if (list.version !== version) return { ok: false, error: 'changed' };
      return list.layout.settled ? { ok: true, list, rows } : { ok: false, error: 'not-settled' };
    },
    async act(w, { list, judgement }) {
      const dates = judgement.rows.flatMap((row) => ('entry' in row ? (row.entry.birthDate ?? []) : []));
      await lockBirthDates(w, dates);
      if (!(await isStillSo(w.ctx, list, judgement))) return null;
      await saveJudged(w, id, judgement.rows);
      const left = list.kind === 'ingeschreven' ? judgement.rows.filter(({ state }) => state === 'new') : [];
      await leaveOut(w, id, left);
      const clear = judgement.rows.filter((row) => isClear(row) && !left.includes(row));
      const written = await writeRows(w, list, { rows: clear, judgement, by: me });
      // Midnight came in between, and somebody turned 18 by it.
      if (!written.ok) return written.error === 'no-team' ? written : null;
      const waiting = judgement.rows.length - clear.length - left.length;
      w.record({
        about: { kind: 'list', id },
        what: 'written',
        details: { rows: String(clear.length), added: String(written.added), waiting: String(waiting) },
      });
      return { ok: true, written: clear.length, added: written.added, waiting };
    },
  });
}

const isClear = ({ state }: JudgedRow): boolean => state === 'new' || state === 'changed' || state === 'same';

async function leaveOut(w: Write<Ctx>, list: string, rows: readonly JudgedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await w.tx`
    update list_rows set state = 'left-out', cells = null, findings = '[]', identity = null, decision = null
    where list_id = ${list} and number in (select unnest(${rows.map(({ row }) => row)}::integer[])) and state <> 'written'`;
}

async function writeRows(
  w: Write<Ctx>,
  list: FoundList,
  {
    rows,
    judgement,
    by,
  }: { rows: readonly JudgedRow[]; judgement: Judgement; by: Pick<StaffMember, 'id' | 'organisation'> },
): Promise<{ ok: true; added: number } | NoTeam | Unlikely> {
  if (rows.length === 0) return { ok: true, added: 0 };
  const written = writtenBy(rows, list, judgement.known);
  const reporter = {
    source: 'list',
    organisation: list.sender.id,
    staff: by.id,
    gemeente: by.organisation,
  } as const;
  const result = await takeInAll(w, reporter, written.items);
  if (!result.ok) return result;
  await applyChanges(w, { rows, known: judgement.known, by: by.id });
  const links = written.links(result.taken);
  await w.tx`
    update list_rows r set state = 'written', jongere_id = l.jongere, melding_id = l.melding
    from jsonb_to_recordset(${JSON.stringify(links)}::text::jsonb) as l (number integer, jongere uuid, melding uuid)
    where r.list_id = ${list.id} and r.number = l.number`;
  await w.tx`update lists set written_at = ${w.now} where id = ${list.id}`;
  const owners = await w.tx`
    select distinct owner_id as owner from trajecten
    where id = any(${result.taken.map(({ traject }) => traject)}::uuid[])`;
  w.changed({ trajecten: owners.map(({ owner }) => String(owner)) });
  return { ok: true, added: result.taken.filter(({ isNew }) => isNew).length };
}
