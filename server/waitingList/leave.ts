import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { closeOffers } from './closeOffer.ts';
import { endPlace } from './endPlace.ts';
import { findPlace } from './findPlace.ts';

/** Somebody waits no more. A time that is held for them is free at once. Leaving again changes nothing. */
export async function leave(ctx: Ctx, token: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'waiting-list.own');
  const found = await findPlace(ctx, token);
  if (!found.ok) return found;
  const { id } = found.place;
  await write(ctx, async (w) => {
    if (await endPlace(w, id, 'left')) await closeOpen(w, id);
  });
  return { ok: true };
}

/** Refuses the time that is held for somebody, who waits on. Another one does not come on the same day. */
export async function decline(ctx: Ctx, token: string, offerId: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'waiting-list.own');
  const found = await findPlace(ctx, token);
  if (!found.ok) return found;
  const { id } = found.place;
  await write(ctx, async (w) => {
    const [place] = await w.tx`select id from waiting_list where id = ${id} for update`;
    const [open] = await w.tx`
      select id from waiting_list_offers where id = ${offerId} and waiting_id = ${id} and state = 'open'`;
    if (place && open) await closeOffers(w, [offerId], 'declined');
  });
  return { ok: true };
}

async function closeOpen(w: Write, id: string): Promise<void> {
  const open = await w.tx<{ id: string }[]>`
    select id from waiting_list_offers where waiting_id = ${id} and state = 'open'`;
  await closeOffers(
    w,
    open.map((offer) => offer.id),
    'declined',
  );
}
