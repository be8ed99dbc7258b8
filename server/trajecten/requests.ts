import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { jongereRequests, trajectNotes } from '#db/schema/index.ts';
import { requestDecisions, requestKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { holdBack } from './asksToForget.ts';
import type { Ctx } from './context.ts';
import { decideBy } from './decideFirst.ts';
import { lockTraject, type TrajectRow } from './find.ts';
import { wipeJongere } from './forgetJongeren.ts';
import type { AskInput, DecideInput } from './requestSchema.ts';
import { writeNext } from './setNext.ts';
import { addWorkingDays } from './workingDays.ts';

// That a jongere objects to what is kept of them (AVG 21), asks to be forgotten (AVG 17) or corrected (AVG 16), and what somebody
// decides. They have an answer within a month (AVG 12 (3)).

/** What the history says. */
const askedWord = {
  objection: 'objected',
  forget: 'asked-to-forget',
  correction: 'asked-to-correct',
} as const;

export type AskedFor =
  | { ok: true }
  /** It waits for a decision already. */
  | { ok: false; error: 'asked-already' }
  /** They cannot have asked on a day that is still to come. */
  | { ok: false; error: 'date-out-of-reach' };

/** Writes down what a jongere asked. To decide on it is what is next, where the traject is open. */
export function askRequest(
  ctx: Ctx,
  traject: string,
  { version, kind, askedOn, said }: AskInput,
): Promise<AskedFor | NotFound | Changed> {
  const { staff: me } = may(ctx, 'traject.write');
  return change<AskedFor>(ctx, traject, version, async (w, row) => {
    const today = dateInAmsterdam(Date.parse(w.now));
    if (askedOn > today) return { ok: false, error: 'date-out-of-reach' };
    const tx = w.ctx.db;
    const added = await tx
      .insert(jongereRequests)
      .values({
        id: randomUUID(),
        jongereId: row.jongere,
        kind,
        askedOn,
        said: said ?? null,
        recordedAt: new Date(w.now),
        recordedBy: me.id,
      })
      .onConflictDoNothing()
      .returning({ id: jongereRequests.id });
    if (added.length === 0) return { ok: false, error: 'asked-already' };
    if (kind === 'objection')
      await w.tx`update jongeren set objected_at = coalesce(objected_at, ${w.now}) where id = ${row.jongere}`;
    w.record({
      about: { kind: 'jongere', id: row.jongere },
      what: askedWord[kind],
    });
    if (kind === 'forget') await holdBack(w, row.jongere, me.id);
    if (row.isOpen) await writeNext(w, traject, { action: 'decide', on: decideBy(today), note: null });
    return { ok: true };
  });
}

export type Decided =
  | { ok: true }
  /** Somebody decided on it meanwhile, or there is none. */
  | { ok: false; error: 'decided-already' }
  /** A traject of theirs is open: first that is closed, with where they went. */
  | { ok: false; error: 'close-first' };

/**
 * Decides on what a jongere asked. Refused: the reason is a note for them, and telling them is next. Upheld: to be forgotten is carried
 * out at once; after an objection nothing is left by which they are reached, and what was said in contact is gone. To correct is
 * done before (`correctJongere`), and can be upheld while a traject is open.
 */
export function decideRequest(
  ctx: Ctx,
  traject: string,
  { version, request, decision, refusal }: DecideInput,
): Promise<Decided | NotFound | Changed> {
  const { staff: me } = may(ctx, 'traject.write');
  return change<Decided>(ctx, traject, version, async (w, row) => {
    const { jongere } = row;
    await w.tx`select from jongeren where id = ${jongere} for update`;
    const open = await w.tx`
      select from trajecten where jongere_id = ${jongere} and closed_at is null and joined_into_id is null limit 1`;
    const [decided] = await w.tx`
      update jongere_requests set decision = ${decision}, refusal = ${refusal ?? null}, decided_at = ${w.now}, decided_by = ${me.id}
      where id = ${request} and jongere_id = ${jongere} and decided_at is null returning kind`;
    if (decided === undefined) return { ok: false, error: 'decided-already' };
    const kind = z.enum(requestKinds).parse(decided.kind);
    if (decision === 'upheld' && kind !== 'correction' && open.length > 0)
      return { ok: false, error: 'close-first' };
    w.record({
      about: { kind: 'jongere', id: jongere },
      what: decision === 'upheld' ? 'request-upheld' : 'request-refused',
      details: { kind },
    });
    if (decision === 'refused') await tellWhy(w, row, { kind, why: refusal ?? '', by: me.id });
    else if (kind === 'forget') await wipeJongere(w, jongere);
    else if (kind === 'objection') await cutDown(w, jongere);
    else await tellDone(w, row);
    return { ok: true };
  });
}

/** The reason stands in the traject as a note for the jongere, in the words in which they are told. */
async function tellWhy(
  w: Write<Ctx>,
  row: TrajectRow,
  { kind, why, by }: { kind: (typeof requestKinds)[number]; why: string; by: string },
): Promise<void> {
  if (kind === 'objection') await w.tx`update jongeren set objected_at = null where id = ${row.jongere}`;
  const tx = w.ctx.db;
  await tx.insert(trajectNotes).values({
    id: randomUUID(),
    trajectId: row.id,
    kind: 'note',
    audience: 'jongere',
    facts: why,
    at: new Date(w.now),
    staffId: by,
  });
  const on = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
  if (row.isOpen) await writeNext(w, row.id, { action: 'message', on, note: null });
}

/** What they asked for is done: to tell them is next (AVG 12 (3)). */
export async function tellDone(w: Write<Ctx>, { id, isOpen }: TrajectRow): Promise<void> {
  const on = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
  if (!isOpen) return;
  await writeNext(w, id, { action: 'message', on, note: null });
}

/** Who they are stays, so that they are known when the law makes a school report them again. */
async function cutDown({ tx }: Write<Ctx>, jongere: string): Promise<void> {
  await tx`
    update jongeren set address = null, email = null, phone = null, reach_by = null, reach_note = null, interpreter = null,
      sealed_bsn = null, version = version + 1
    where id = ${jongere}`;
  await tx`delete from guardians where jongere_id = ${jongere}`;
  await tx`delete from jongere_corrections where jongere_id = ${jongere}`;
  await tx`
    update contact_attempts set note = null
    where traject_id in (select id from trajecten where jongere_id = ${jongere})`;
}

/** Also of a closed traject, unlike `changeTraject`. */
function change<T extends { ok: boolean }>(
  ctx: Ctx,
  id: string,
  version: number,
  act: (w: Write<Ctx>, row: TrajectRow) => Promise<T>,
): Promise<T | NotFound | Changed> {
  return write<T | NotFound | Changed, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.write', id);
    if (!found.ok) return found;
    if (found.row.version !== version) return { ok: false, error: 'changed' };
    const result = await act(w, found.row);
    if (!result.ok) return w.undo(result);
    await w.tx`update trajecten set version = version + 1 where id = ${id}`;
    w.changed({ trajecten: [found.row.owner] });
    return result;
  });
}

const requestsSchema = z.array(
  z.object({
    id: z.uuid(),
    kind: z.enum(requestKinds),
    askedOn: z.string(),
    said: z.string().nullable(),
    decision: z.enum(requestDecisions).nullable(),
    refusal: z.string().nullable(),
  }),
);
/** What a jongere asked, and what was decided; dates are ISO. */
export type TrajectRequest = z.output<typeof requestsSchema>[number];

/** What somebody asked, the newest first. A part of a verb that asked the table of rights. */
export async function readRequests(ctx: Ctx, jongere: string): Promise<TrajectRequest[]> {
  const rows = await ctx.sql`
    select id, kind, asked_on::text as "askedOn", said, decision, refusal from jongere_requests
    where jongere_id = ${jongere} order by recorded_at desc, id`;
  return requestsSchema.parse([...rows]);
}
