import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { handovers } from '#db/schema/index.ts';
import { handoverStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { type AskedToForget, askedToForget, asksToForget } from './asksToForget.ts';
import type { Ctx } from './context.ts';
import { changeTraject, lockTraject, trajectOf, type WrongTime } from './find.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';
import type { OfferInput } from './schema.ts';
import { seal, sendLink } from './sealed/seal.ts';
import { type DateOutOfReach, isInReach, writeNext } from './setNext.ts';
import { addWorkingDays } from './workingDays.ts';

/** So many working days the receiver has before the giver looks whether they answered. */
const answerDays = 2;

export type Offered =
  /** The code of a sealed page is said here, and never again. */
  | { ok: true; handover: string; code: string | null }
  /** It is offered to somebody already: first their answer, or it is taken back. */
  | { ok: false; error: 'handover-open' }
  /** They, or anybody of that team, work here no more; or it is their own already. */
  | { ok: false; error: 'receiver-unknown' }
  | AskedToForget
  | DateOutOfReach;

/**
 * Offers a traject to a colleague, to a team of this or another gemeente with accounts here, or by a sealed page to a gemeente without.
 * Until it is accepted it stays with its owner, whose next action is to see that it is.
 */
export function offerHandover(
  ctx: Ctx,
  id: string,
  { version, to, reason, talk, talkOn, parts }: OfferInput,
): Promise<Offered | NotFound | Changed | WrongTime> {
  may(ctx, 'traject.write');
  return changeTraject<Offered>(ctx, { action: 'traject.write', id, version }, async (w, row) => {
    const today = dateInAmsterdam(Date.parse(w.now));
    if (talkOn !== undefined && !isInReach(talkOn, today)) return { ok: false, error: 'date-out-of-reach' };
    if (await asksToForget(w, row.jongere)) return askedToForget;
    const open = await w.tx`select from handovers where traject_id = ${id} and state = 'offered'`;
    if (open.length > 0) return { ok: false, error: 'handover-open' };
    if (to.kind !== 'outside' && !(await mayReceive(w, to, row.owner)))
      return { ok: false, error: 'receiver-unknown' };
    const handover = randomUUID();
    const sealed = to.kind === 'outside' ? await seal(w, handover, 1) : null;
    const tx = w.ctx.db;
    await tx.insert(handovers).values({
      id: handover,
      trajectId: id,
      // The owner's, also when a colleague offers it for who is ill; the history says who did.
      offeredBy: row.owner,
      toStaffId: to.kind === 'staff' ? to.id : null,
      toTeamId: to.kind === 'team' ? to.id : null,
      toOutside: to.kind === 'outside' ? to.name : null,
      toEmail: to.kind === 'outside' ? to.email : null,
      reason,
      talk: talk ?? null,
      talkOn: talkOn ?? null,
      parts: [...new Set(parts)],
      offeredAt: new Date(w.now),
      ...sealed?.columns,
    });
    if (sealed) sendLink(w, handover, 1);
    w.changed({ trajecten: await receiversOf(w, to) });
    const receiver = to.kind === 'outside' ? 'outside' : to.id;
    w.record({ about: { kind: 'traject', id }, what: 'handover-offered', details: { to: receiver } });
    const on = talkOn ?? addWorkingDays(today, answerDays);
    await writeNext(w, id, { action: 'hand-over', on, note: null });
    return { ok: true, handover, code: sealed?.code ?? null };
  });
}

/** Whether somebody, or somebody of a team, could own it next. */
async function mayReceive(
  w: Write<Ctx>,
  to: Extract<OfferInput['to'], { id: string }>,
  owner: string,
): Promise<boolean> {
  const rows = await w.tx`
    select from staff s left join teams t on t.id = s.team_id
    where ${ownsTrajecten(w.tx)} and s.id <> ${owner}
      and case when ${to.kind === 'staff'} then s.id = ${to.id} else t.id = ${to.id} and t.active end
    limit 1`;
  return rows.length > 0;
}

/** Whose list shows it from now on. */
async function receiversOf(w: Write<Ctx>, to: OfferInput['to']): Promise<string[]> {
  if (to.kind === 'outside') return [];
  if (to.kind === 'staff') return [to.id];
  const rows = await w.tx`select id from staff where team_id = ${to.id} and active`;
  return z
    .array(z.object({ id: z.uuid() }))
    .parse([...rows])
    .map(({ id }) => id);
}

export type Withdrawn =
  | { ok: true }
  /** It was answered meanwhile. */
  | { ok: false; error: 'accepted' | 'refused' }
  | NotFound;

/** Takes an offer back, while nobody accepted it. */
export function withdrawHandover(ctx: Ctx, id: string): Promise<Withdrawn> {
  const { staff: me } = may(ctx, 'traject.write');
  return write<Withdrawn, Ctx>(ctx, async (w) => {
    const traject = await trajectOf(w, id);
    if (traject === null) return { ok: false, error: 'not-found' };
    const found = await lockTraject(w, 'traject.write', traject);
    if (!found.ok) return found;
    const state = await stateOf(w, id);
    if (state === 'accepted' || state === 'refused') return { ok: false, error: state };
    // Two who take it back: it is.
    if (state !== 'offered') return { ok: true };
    await w.tx`
      update handovers set state = 'withdrawn', settled_at = ${w.now}, settled_by = ${me.id} where id = ${id}`;
    w.record({ about: { kind: 'traject', id: traject }, what: 'handover-withdrawn' });
    w.changed({ trajecten: [found.row.owner] });
    return { ok: true };
  });
}

const stateSchema = z.object({ state: z.enum(handoverStates) });

async function stateOf(w: Write<Ctx>, id: string) {
  const [row] = await w.tx`select state from handovers where id = ${id}`;
  return stateSchema.parse(row).state;
}
