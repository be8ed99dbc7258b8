import type { TransactionSql } from 'postgres';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { write } from '#server/kernel/write.ts';
import { closeOffers } from './closeOffer.ts';
import { endPlace } from './endPlace.ts';
import type { WaitingEnd } from './types.ts';

/**
 * Ends what is over by the clock or by what happened to the afspraak of who waits: offers that were not answered in time or do
 * not fit any more, and places whose day has come. Places that somebody has locked are left for the next time: whoever has
 * one may be about to accept.
 */
export async function settle(ctx: Ctx): Promise<void> {
  const { settings } = await ctx.roster.current();
  await write(ctx, async (w) => {
    const { tx, now } = w;
    // In the order in which everybody locks: the place, and then what hangs on it.
    const offers = await tx<{ id: string; isOver: boolean }[]>`
      select offer.id, offer.expires_at <= ${now} as "isOver"
      from waiting_list_offers offer
      join waiting_list place on place.id = offer.waiting_id
      left join appointments own on own.id = place.appointment_id
      join appointments held on held.id = offer.appointment_id
      where offer.state = 'open' and (offer.expires_at <= ${now} or held.status <> 'held' or ${isGone(tx, now)} or held.ends_at > own.starts_at)
      for update of place, offer skip locked`;
    const ids = (isOver: boolean) => offers.filter((offer) => offer.isOver === isOver).map(({ id }) => id);
    for (const [isOver, state] of [
      [true, 'lapsed'],
      [false, 'withdrawn'],
    ] as const)
      if (ids(isOver).length > 0) await closeOffers(w, ids(isOver), state);
    const over = await tx<{ id: string; why: WaitingEnd }[]>`
      select place.id,
        case when ${isGone(tx, now)} then 'appointment-gone' when until < ${dateInAmsterdam(Date.parse(now))}::date then 'until' else 'enough' end as why
      from waiting_list place left join appointments own on own.id = place.appointment_id
      where place.ended_at is null
        and not exists (select from waiting_list_offers where waiting_id = place.id and state = 'open')
        and (${isGone(tx, now)} or until < ${dateInAmsterdam(Date.parse(now))}::date
          or ${settings.waitingList.mostOffers} <= (select count(*) from waiting_list_offers where waiting_id = place.id and state <> 'withdrawn'))
      for update of place skip locked`;
    for (const { id, why } of over) await endPlace(w, id, why);
  });
}

/** A condition: the afspraak that they want earlier does not stand any more, or has begun. */
const isGone = (tx: TransactionSql, now: string) =>
  tx`(own.id is not null and (own.status <> 'booked' or own.starts_at <= ${now}))`;
