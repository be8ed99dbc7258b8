import { randomUUID } from 'node:crypto';
import { type Attempt, claim } from '#server/booking/claim.ts';
import type { Ctx } from '#server/booking/context.ts';
import { occupy } from '#server/booking/occupy.ts';
import { resolveSlotRequest } from '#server/booking/slotRequest.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { FreeTime } from './chooseOffers.ts';
import type { InLine } from './readWaiting.ts';
import { tell } from './tell.ts';

/** What came of it: held, or who waited or the time is not as it was when it was chosen. */
export type Placed = 'held' | 'not-waiting' | 'not-free';

/**
 * Holds a time for who waits, with their own casemanager where that can be. The hold is one like any other, in the table with
 * the constraint; it counts for no network.
 */
export async function placeOffer(
  ctx: Ctx,
  waiting: InLine,
  time: FreeTime,
  expiresAt: number,
): Promise<Placed> {
  const roster = await ctx.roster.current();
  const { modality, start } = time;
  const location = meetsAtLocation(modality) ? time.location : undefined;
  // As `move` does: whoever has an afspraak may move it, whomever its topic is for by now.
  const as = waiting.before === null ? 'anybody' : 'staff';
  const wanted = { topic: time.topic, start: new Date(start).toISOString(), location, modality };
  const resolved = resolveSlotRequest(roster, wanted, as);
  if (!resolved.ok) return 'not-free';
  const { request } = resolved;
  const query = { request, preferred: waiting.casemanager };
  const result = await claim<null, 'not-waiting'>(ctx, query, async (claimed) => {
    const { w } = claimed;
    // Who is about to leave, accept or change is let alone: waiting for them here could deadlock.
    const [place] = await w.tx`
      select from waiting_list where id = ${waiting.id} and version = ${waiting.version} and ended_at is null
      for update skip locked`;
    if (!place) return { kind: 'refused', value: 'not-waiting' };
    const id = randomUUID();
    const isHeld = await occupy(claimed, request, {
      id,
      status: 'held',
      holdTokenHash: hashToken(ctx.tokens.make('hold', id, 1)),
      expiresAt,
      heldFrom: null,
      reference: null,
      tokenHash: null,
      person: null,
      language: waiting.language,
      followsId: null,
      channel: null,
      bookedBy: null,
    });
    const lost: Attempt<null, never> = { kind: 'lost' };
    if (!isHeld) return lost;
    const offered = await w.tx`
      insert into waiting_list_offers (id, waiting_id, appointment_id, starts_at, offered_at, local_date, expires_at)
      values (${randomUUID()}, ${waiting.id}, ${id}, ${new Date(start).toISOString()}, ${w.now},
        ${dateInAmsterdam(Date.parse(w.now))}, ${new Date(expiresAt).toISOString()})
      on conflict do nothing
      returning id`;
    // Another process offered them something at this moment.
    if (offered.length === 0) return w.undo({ kind: 'refused', value: 'not-waiting' });
    w.record({ about: { kind: 'waiting-list', id: waiting.id }, what: 'offered' });
    await tell(w, waiting.id, 'waiting-offer');
    w.changed({ agenda: [claimed.candidate.casemanagerId] });
    return { kind: 'won', value: null };
  });
  if (result.ok) return 'held';
  return 'refused' in result ? result.refused : 'not-free';
}
