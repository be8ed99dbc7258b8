import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { type FoundList, type OpenRow, readSchools } from './find.ts';
import { type FoundJongere, findLikely, isStillLikely, type Likely, readBefore, readKnown } from './known.ts';
import type { ListJob } from './work/jobs.ts';
import type { JudgedRow, Wanted } from './work/steps.ts';

/** A list held against what is known at one moment. */
export interface Judgement {
  rows: JudgedRow[];
  /** What it was judged by. */
  wanted: Wanted;
  likely: Likely;
  known: FoundJongere[];
  decidedIds: string[];
  before: [identity: string, id: string][];
}

/** Judges the rows of a list that are neither written nor left out. Not within a write: it takes seconds of a large one. */
export async function judge(
  ctx: Pick<Ctx, 'sql' | 'clock'>,
  job: ListJob,
  list: FoundList,
  rows: readonly OpenRow[],
): Promise<Judgement> {
  const { kind, asOf, sender, layout } = list;
  const today = dateInAmsterdam(ctx.clock.now());
  const taking = rows.filter(({ state }) => state !== 'left-out');
  const wanted = await job.entries({
    layout,
    rows: taking.map(({ number, cells }) => ({ number, cells })),
    kind,
    today,
    sender,
    schools: await readSchools(ctx),
  });
  const decisions = taking.flatMap(({ number, decision }): [number, NonNullable<typeof decision>][] =>
    decision ? [[number, decision]] : [],
  );
  const decidedIds = decisions.flatMap(([, decision]) => (decision.is === 'known' ? decision.id : []));
  const before = await readBefore(ctx, wanted.identities, sender.id);
  const ids = [...decidedIds, ...before.map(([, id]) => id)];
  const likely = await findLikely(ctx, wanted, { ids, keep: job.likely });
  const known = await readKnown(ctx, likely.ids, asOf);
  // A decision about somebody who was forgotten since counts no more.
  const there = new Set(known.map(({ id }) => id));
  const judged = await job.judge({
    kind,
    asOf,
    today,
    known,
    before: before.filter(([, id]) => there.has(id)),
    decisions: decisions.filter(([, decision]) => decision.is !== 'known' || there.has(decision.id)),
  });
  return { rows: judged, wanted, likely, known, decidedIds, before };
}

/** Whether what is known is what a list was judged by. Within the write that locked the dates of birth. */
export async function isStillSo(
  ctx: Pick<Ctx, 'sql'>,
  { asOf, sender }: FoundList,
  { wanted, likely, known, decidedIds, before }: Judgement,
): Promise<boolean> {
  const beforeNow = await readBefore(ctx, wanted.identities, sender.id);
  if (JSON.stringify(beforeNow) !== JSON.stringify(before)) return false;
  const ids = [...decidedIds, ...before.map(([, id]) => id)];
  if (!(await isStillLikely(ctx, wanted, { ids, likely }))) return false;
  const now = await readKnown(ctx, likely.ids, asOf);
  return JSON.stringify(now) === JSON.stringify(known);
}

/** What is kept of how a row was judged. */
export function findingsOf(row: JudgedRow): unknown[] {
  if (row.state === 'wrong') return [...row.faults];
  if (row.state === 'maybe') return [...row.candidates];
  return row.state === 'changed' ? row.changes.map((change) => ({ ...change, of: row.id })) : [];
}

/** Writes down how rows were judged, where that is otherwise than before. Part of a write. */
export async function saveJudged(w: Write<Ctx>, list: string, rows: readonly JudgedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const judged = rows.map((row) => ({
    number: row.row,
    state: row.state,
    findings: findingsOf(row),
    identity: row.identity,
  }));
  await w.tx`
    update list_rows r set state = j.state, findings = j.findings, identity = j.identity
    from jsonb_to_recordset(${JSON.stringify(judged)}::text::jsonb)
      as j (number integer, state text, findings jsonb, identity text)
    where r.list_id = ${list} and r.number = j.number and r.state <> 'written'
      and (r.state, r.findings, r.identity) is distinct from (j.state, j.findings, j.identity)`;
}
