import { z } from 'zod';
import { handoverStates } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { give } from './assign.ts';
import type { Ctx } from './context.ts';
import { trajectOf } from './find.ts';
import type { RefuseInput } from './schema.ts';
import { writeNext } from './setNext.ts';
import { addWorkingDays } from './workingDays.ts';

/** What became of an offer that somebody wanted to answer. */
export type NotOpen =
  /** It was answered, or taken back, before. */
  | { ok: false; error: 'accepted' | 'refused' | 'withdrawn' | 'lapsed' }
  /** Whoever offered it owns it no more, since it was assigned or taken over: the offer lapses. */
  | { ok: false; error: 'owner-changed' }
  /** The same, since they work here no more. */
  | { ok: false; error: 'owner-left' }
  /** The traject was closed. */
  | { ok: false; error: 'too-late' };

/** Accepts an offer: whoever does owns the traject from then on, and calls first. Accepted twice by one it is accepted. */
export function acceptHandover(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; traject: string } | NotOpen | NotFound> {
  const { staff: me } = may(ctx, 'handover.answer');
  return write<{ ok: true; traject: string } | NotOpen | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockOffer(w, id);
    if (!found.ok) return found;
    const { offer } = found;
    if (offer.state === 'accepted' && offer.settledBy === me.id) return { ok: true, traject: offer.traject };
    const closed = await whyNotOpen(w, offer);
    if (closed) return closed;
    await settle(w, offer, 'accepted', null);
    await give(w, offer.traject, me.id);
    const today = dateInAmsterdam(Date.parse(w.now));
    if (offer.nextAction === 'hand-over')
      await writeNext(w, offer.traject, { action: 'call', on: addWorkingDays(today, 1), note: null });
    w.changed({ trajecten: [offer.owner, me.id] });
    return { ok: true, traject: offer.traject };
  });
}

/** Refuses an offer, with the reason that the giver reads; it stays theirs. */
export function refuseHandover(
  ctx: Ctx,
  id: string,
  { refusal }: RefuseInput,
): Promise<{ ok: true } | NotOpen | NotFound> {
  may(ctx, 'handover.answer');
  return write<{ ok: true } | NotOpen | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockOffer(w, id);
    if (!found.ok) return found;
    const closed = await whyNotOpen(w, found.offer);
    if (closed) return closed;
    await settle(w, found.offer, 'refused', refusal);
    const { traject, nextAction } = found.offer;
    // The giver has to find somebody else: it comes up today.
    if (nextAction === 'hand-over') {
      const today = dateInAmsterdam(Date.parse(w.now));
      await writeNext(w, traject, { action: 'hand-over', on: today, note: null });
      await w.tx`update trajecten set version = version + 1 where id = ${traject}`;
    }
    w.changed({ trajecten: [found.offer.owner] });
    return { ok: true };
  });
}

const offerSchema = z.object({
  id: z.uuid(),
  traject: z.uuid(),
  state: z.enum(handoverStates),
  offeredBy: z.uuid(),
  offererActive: z.boolean(),
  settledBy: z.uuid().nullable(),
  owner: z.uuid(),
  isOpen: z.boolean(),
  nextAction: z.string().nullable(),
});
type Offer = z.output<typeof offerSchema>;

/** An offer to whoever is signed in, or to their team, with its traject locked. */
async function lockOffer(w: Write<Ctx>, id: string): Promise<{ ok: true; offer: Offer } | NotFound> {
  const traject = await trajectOf(w, id);
  if (traject !== null) {
    await w.tx`select from trajecten where id = ${traject} for update`;
    const [row] = await w.tx`
      select h.id, h.traject_id as traject, h.state, h.offered_by as "offeredBy", giver.active as "offererActive",
        h.settled_by as "settledBy", t.owner_id as owner, t.closed_at is null and t.joined_into_id is null as "isOpen",
        t.next_action as "nextAction"
      from handovers h join trajecten t on t.id = h.traject_id join staff giver on giver.id = h.offered_by
      where h.id = ${id} and t.wiped_at is null and ${isReceiver(w.ctx, 'handover.answer')}`;
    if (row !== undefined) return { ok: true, offer: offerSchema.parse(row) };
  }
  notFound(w.ctx, 'handover.answer', { kind: 'traject', id: traject ?? id });
  return { ok: false, error: 'not-found' };
}

/** The condition on a query of `handovers h`: it is to whoever asks, or to somebody of their team, and not by themselves. */
export function isReceiver(ctx: Ctx, action: 'handover.read' | 'handover.answer') {
  const { staff: me } = may(ctx, action);
  return ctx.sql`(h.offered_by <> ${me.id} and exists (
    select from staff s where (s.id = h.to_staff_id or s.team_id = h.to_team_id) and ${rawScope(ctx, action)}))`;
}

/** Why an offer cannot be answered any more; one whose giver owns it no more lapses. */
async function whyNotOpen(w: Write<Ctx>, offer: Offer): Promise<NotOpen | null> {
  if (offer.state !== 'offered') return { ok: false, error: offer.state };
  if (!offer.isOpen) return { ok: false, error: 'too-late' };
  if (offer.owner === offer.offeredBy) return null;
  await settle(w, offer, 'lapsed', null);
  return { ok: false, error: offer.offererActive ? 'owner-changed' : 'owner-left' };
}

async function settle(
  w: Write<Ctx>,
  { id, traject }: Offer,
  state: 'accepted' | 'refused' | 'lapsed',
  refusal: string | null,
): Promise<void> {
  const { staff: me } = may(w.ctx, 'handover.answer');
  await w.tx`
    update handovers set state = ${state}, settled_at = ${w.now}, settled_by = ${me.id}, refusal = ${refusal}
    where id = ${id}`;
  w.record({ about: { kind: 'traject', id: traject }, what: `handover-${state}` });
}
