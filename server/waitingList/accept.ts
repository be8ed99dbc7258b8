import { may } from '#server/access/may.ts';
import { bookHold } from '#server/booking/bookHold.ts';
import type { Ctx } from '#server/booking/context.ts';
import { keyKnown } from '#server/booking/idempotency.ts';
import { Undone, type Write, write } from '#server/kernel/write.ts';
import { closeOffers } from './closeOffer.ts';
import { endPlace } from './endPlace.ts';
import { findPlace } from './findPlace.ts';
import { moveToOffer } from './moveToOffer.ts';
import type { AcceptResult, OpenOffer, Place } from './types.ts';

/**
 * Takes the time that is held: the hold becomes the afspraak, or the afspraak that they had moves there, in the same
 * transaction that ends their place in the list. The old time is free at once. Accepting twice is accepting once.
 */
export async function accept(ctx: Ctx, token: string, offerId: string): Promise<AcceptResult> {
  may(ctx, 'waiting-list.own');
  const found = await findPlace(ctx, token);
  if (!found.ok) return found;
  const { place } = found;
  const before = acceptedBefore(place);
  if (before) return before;
  const { offer } = place;
  const taken: AcceptResult =
    offer?.id === offerId
      ? await write<AcceptResult, Ctx>(ctx, (w) => take(w, place, offer))
      : { ok: false, error: 'offer-over' };
  if (taken.ok || taken.error !== 'offer-over') return taken;
  // The same form may have come twice at once; then the other one took it, perhaps while we looked.
  const again = await findPlace(ctx, token);
  return (again.ok && acceptedBefore(again.place)) || taken;
}

/** The afspraak that an offer of this place became; null when none did. */
function acceptedBefore({ ended, appointment }: Place): AcceptResult | null {
  if (ended?.why !== 'accepted' || appointment === null) return null;
  return { ok: true, appointment, moved: appointment.sequence > 0 };
}

async function take(
  w: Write<Ctx>,
  place: Place,
  offer: OpenOffer,
): Promise<AcceptResult | Undone<AcceptResult>> {
  const now = new Date(w.ctx.clock.now()).toISOString();
  const [open] = await w.tx`
    select from waiting_list place join waiting_list_offers offer on offer.waiting_id = place.id
    where place.id = ${place.id} and place.ended_at is null
      and offer.id = ${offer.id} and offer.state = 'open' and offer.expires_at > ${now}
    for update`;
  if (!open) return { ok: false, error: 'offer-over' };
  const got = place.person === null ? await moveToOffer(w, place, offer) : await bookOffer(w, place, offer);
  if (got instanceof Undone) return got;
  if (got.ok) {
    await w.tx`update waiting_list_offers set state = 'accepted' where id = ${offer.id}`;
    await endPlace(w, place.id, 'accepted');
    return got;
  }
  if (got.error === 'offer-gone') {
    await closeOffers(w, [offer.id], 'withdrawn');
    w.changed({ agenda: [offer.casemanager.id] });
  }
  return got;
}

async function bookOffer(
  w: Write<Ctx>,
  { person, topic, language }: Place,
  { holdId }: OpenOffer,
): Promise<AcceptResult> {
  if (person === null) throw new Error('expected who waits without an afspraak');
  const { ctx } = w;
  const { name, ageGroup, email, phone } = person;
  const contact = { email: email ?? undefined, phone: phone ?? undefined };
  const hold = ctx.tokens.make('hold', holdId, 1);
  const booked = await bookHold(ctx, { topic: topic.id, hold, name, ageGroup, contact, language }, null);
  if (booked === keyKnown) throw new Error('no key was sent that could be known');
  if (booked.ok) return { ok: true, appointment: booked.appointment, moved: false };
  switch (booked.error) {
    case 'same-time':
    case 'too-many':
      return booked;
    case 'hold-expired':
    case 'booked-otherwise':
      return { ok: false, error: 'offer-over' };
    // Nobody works then any more, or the topic is for others since.
    default:
      return { ok: false, error: 'offer-gone' };
  }
}
